/**
 * What a host page and the booking frame in it say to each other, version 1. The loader and the frame are built from this
 * file; it imports nothing. Every message is `{ reservo: 1, type, … }`; after `init` all of them go through a port.
 */

export type FrameState = "open" | "nearly_full" | "sold_out" | "closed" | "paused";
type StepName = "choose" | "details" | "done" | "waitlist";

/** What the frame tells its host. None of it says who books, nor how to get at a booking. */
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
  /** Something was typed that leaving would lose; before it closes a popup the host asks the question. */
  dirty: { dirty: boolean; question: string };
  close: { reason: "escape" | "button" | "done"; dirty: boolean };
}

export type FrameMessage = keyof FrameMessages;

/** What a host may hand to the frame, at `init` and as `config` when it changes. */
export interface FrameConfig {
  prefill?: Prefill;
  metadata?: Record<string, string>;
  attribution?: Record<string, string>;
  theme?: string;
  /** Whether the host's page is `light` or `dark` where the form stands. */
  ground?: string;
  locale?: string;
  consent?: { analytics: boolean };
  /** The frame is in a popup: it takes the focus, and shows how to close it. */
  popup?: boolean;
}

export interface Prefill {
  name?: string;
  email?: string;
  phone?: string;
  answers?: Record<string, string>;
}

/** What the host tells the frame. */
export interface HostMessages {
  config: { config: FrameConfig };
  viewport: { top: number; height: number };
  visible: { visible: boolean };
  consent: { analytics: boolean };
}

/** Every message of the frame; a host ignores all others. */
export const FRAME_MESSAGE =
  /^(ready|resize|step|hold|hold_ended|booked|cancelled|error|scroll|dirty|close)$/;
