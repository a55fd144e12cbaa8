import { createContext, useContext } from "react";

/**
 * The prefix of the addresses that a framed page may open in its frame; undefined outside of frames. Other links open a
 * new tab, since other pages may not be framed.
 */
export const FrameRoot = createContext<string | undefined>(undefined);

/** Returns the attributes of a link to `href`, which make it leave the frame if necessary. */
export function useTarget(href: string | undefined): { target?: "_blank"; rel?: string } {
  const root = useContext(FrameRoot);
  if (root === undefined || !href || href.startsWith(root) || href.startsWith("#")) return {};
  return { target: "_blank", rel: "noopener" };
}
