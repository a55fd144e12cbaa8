import type { MetaDescriptor } from "@remix-run/react";
import type { HeadersFunction } from "@remix-run/server-runtime";
import type { FrameFacts } from "./frame/frame-facts.ts";

/** No page of a booking in a frame is kept; what an action says of its answer stands beside that. */
export const frameHeaders: HeadersFunction = ({ actionHeaders }) => {
  actionHeaders.set("Cache-Control", "no-store");
  return actionHeaders;
};

/** The title of a page in a frame, which search engines find elsewhere. */
export function frameMeta({ data }: { data: { facts: FrameFacts } | undefined }): MetaDescriptor[] {
  return [{ title: data?.facts.ready.title ?? "Reservo" }, { name: "robots", content: "noindex" }];
}
