import type { MetaDescriptor } from "@remix-run/react";
import type { HeadersFunction } from "@remix-run/server-runtime";
import type { FrameFacts } from "./frame/frame-facts.ts";

/** Forbids caching of every booking page in a frame, and keeps the headers that the action set. */
export const frameHeaders: HeadersFunction = ({ actionHeaders }) => {
  actionHeaders.set("Cache-Control", "no-store");
  return actionHeaders;
};

/** Returns the title of a page in a frame, with `noindex`: search engines index the event's own page instead. */
export function frameMeta({ data }: { data: { facts: FrameFacts } | undefined }): MetaDescriptor[] {
  return [{ title: data?.facts.ready.title ?? "Reservo" }, { name: "robots", content: "noindex" }];
}
