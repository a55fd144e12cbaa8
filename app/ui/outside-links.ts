import { createContext, useContext } from "react";

/**
 * On a page that stands in a frame: where its own addresses begin. Links that lead elsewhere open a page of their own,
 * since nothing else may be framed there.
 */
export const FrameRoot = createContext<string | undefined>(undefined);

/** The attributes by which a link to that address leaves the frame, on a page that stands in one. */
export function useTarget(href: string | undefined): { target?: "_blank"; rel?: string } {
  const root = useContext(FrameRoot);
  if (root === undefined || !href || href.startsWith(root) || href.startsWith("#")) return {};
  return { target: "_blank", rel: "noopener" };
}
