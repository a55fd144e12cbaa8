import type { FrameMessages } from "../protocol.ts";

/**
 * What a page in the frame knows of itself and its module tells the host: written into the page by the server, as JSON on
 * the page's main part.
 */
export interface FrameFacts {
  /** Who may speak to this frame; our own origin may always. */
  sites: string[];
  ready: FrameMessages["ready"];
  step: FrameMessages["step"];
  hold?: FrameMessages["hold"];
  booked?: FrameMessages["booked"];
  error?: FrameMessages["error"];
  /** Asked by the host before it closes a popup in which something was typed. */
  question: string;
  /** Where to tell, once a visit, on which site the form was seen; not in test mode. */
  seen?: string;
}
