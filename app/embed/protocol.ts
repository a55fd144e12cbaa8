/**
 * The messages between a host page and the booking frame in it, version 1. The loader and the frame are built from this
 * file; it imports nothing. Every message is `{ reservo: 1, type, … }`; after `init` all of them use a message port.
 */

export type FrameState = "open" | "nearly_full" | "sold_out" | "closed" | "paused";
type StepName = "choose" | "details" | "done" | "waitlist";

/** Messages from the frame to its host. None of them contains personal data or access to a booking. */
export interface FrameMessages {
  ready: { title: string; locale: string; state: FrameState };
  resize: { height: number };
  step: { name: StepName; index: number; count: number };
  hold: { seats: number; expiresAt: string };
  hold_ended: { reason: string };
  booked: {
    reference: string;
    status: "confirmed" | "pending" | "waitlisted";
    seats: number;
    eventId: string;
    sessionId: string;
    startsAt: string;
  };
  cancelled: { reference: string };
  error: { code: string; retryable: boolean };
  scroll: { y: number };
  /** There is unsent input; the host confirms with `question` before it closes a popup. */
  dirty: { dirty: boolean; question: string };
  close: { reason: "escape" | "button" | "done"; dirty: boolean };
}

export type FrameMessage = keyof FrameMessages;

/** Configuration that a host may send to the frame, in `init` and, after changes, in `config`. */
export interface FrameConfig {
  prefill?: Prefill;
  metadata?: Record<string, string>;
  attribution?: Record<string, string>;
  theme?: string;
  /** Whether the host page's background around the form is `light` or `dark`. */
  ground?: string;
  locale?: string;
  consent?: { analytics: boolean };
  /** The frame is in a popup: it takes the focus and shows a close button. */
  popup?: boolean;
}

export interface Prefill {
  name?: string;
  email?: string;
  phone?: string;
  answers?: Record<string, string>;
}

/** Messages from the host to the frame. */
export interface HostMessages {
  config: { config: FrameConfig };
  viewport: { top: number; height: number };
  visible: { visible: boolean };
  consent: { analytics: boolean };
}

/** Matches every message type of the frame; a host ignores all others. */
export const FRAME_MESSAGE =
  /^(ready|resize|step|hold|hold_ended|booked|cancelled|error|scroll|dirty|close)$/;
