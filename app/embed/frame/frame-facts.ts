import type { FrameMessages } from "../protocol.ts";

/**
 * Facts of a page in the frame that its module sends to the host. The server writes them into the page, as JSON on the
 * main element.
 */
export interface FrameFacts {
  /** Sites whose messages this frame accepts, besides those of our own origin. */
  sites: string[];
  ready: FrameMessages["ready"];
  step: FrameMessages["step"];
  hold?: FrameMessages["hold"];
  booked?: FrameMessages["booked"];
  error?: FrameMessages["error"];
  /** Confirmation that the host shows before it closes a popup with unsent input. */
  question: string;
  /** Address that receives, once per visit, the site on which the form was seen. Undefined in test mode. */
  seen?: string;
}
