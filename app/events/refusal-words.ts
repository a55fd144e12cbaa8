import { REFUSALS, type RefusalCode } from "#app/booking/refusals.ts";
import { seatWord } from "./seat-panel.ts";

/** What a guest is told when a form was not carried out: what is so, and what to do. */
export const refusalWords = {
  untrusted: "We couldn't tell where this form came from. Nothing was booked. Confirm again here.",
  formTooOld:
    "This page was open for a long time. Nothing was booked yet. Check your details and confirm again.",
  tooManyTries: (seconds: number) =>
    `Too many tries from your network. Nothing was booked. Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
  refused(code: RefusalCode, wanted: number, left: number, most: number): string {
    if (code === "RESOURCE_FULL") return full(wanted, left);
    if (code === "TOO_MANY_PER_BOOKING") {
      return `One booking may take ${seatWord(most)} at most. Nothing was booked for you.`;
    }
    return `${REFUSALS[code].words} Nothing was booked for you.`;
  },
};

function full(wanted: number, left: number): string {
  if (left > 0) {
    return `You asked for ${seatWord(wanted)}, and only ${left} ${left === 1 ? "is" : "are"} left. Nothing was booked for you.`;
  }
  const last = wanted === 1 ? "the last seat" : "the last seats";
  return `Someone booked ${last} a moment ago. Nothing was booked for you.`;
}
