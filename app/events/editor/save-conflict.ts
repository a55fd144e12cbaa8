import type { AdminMessageKey } from "#app/i18n/admin-catalogue.ts";
import { oneLine, severalLines } from "#app/platform/text/normalise.ts";
import type { Difference, SaveConflict } from "#app/ui/admin/save-conflict.ts";
import type { EventDraft } from "./event-draft.ts";

/** A conflict of a save: the event was saved by another member, or in another tab, after its form was opened. */
export interface EventConflict extends SaveConflict {
  /** When it was saved, as an ISO instant. */
  savedAt: string;
  /** The name of the member who saved it, if known. */
  savedBy: string | undefined;
}

type Part = keyof EventDraft;

const TEXTS = {
  title: "admin.eventForm.title",
  place: "admin.eventForm.place",
  joinUrl: "admin.eventForm.joinUrl",
  accessCode: "admin.eventForm.accessCode",
  price: "admin.eventForm.price",
  contactEmail: "admin.eventForm.contactEmail",
  timeZone: "admin.eventForm.timeZone",
  maxPerBooking: "admin.eventForm.perBooking",
  maxPerPerson: "admin.eventForm.perPerson",
  holdMinutes: "admin.eventForm.holdMinutes",
  extendMinutes: "admin.eventForm.extendMinutes",
} as const satisfies Partial<Record<Part, AdminMessageKey>>;

const OTHERS = {
  description: "admin.eventForm.description",
  locale: "admin.eventForm.language",
  message: "admin.eventForm.message",
  stock: "admin.eventForm.colour",
  online: "admin.eventForm.online",
  sessions: "admin.event.dates",
  seatNoun: "admin.eventForm.seatNoun",
  numbersShown: "admin.eventForm.numbersShown",
  opensAt: "admin.eventForm.opensAt",
  opensAtReading: "admin.eventForm.opensAt",
  closesBefore: "admin.eventForm.closesBefore",
  closesUnit: "admin.eventForm.closesBefore",
  cancelBefore: "admin.eventForm.cancelBefore",
  cancelUnit: "admin.eventForm.cancelBefore",
  questions: "admin.eventForm.questions",
  guestNames: "admin.eventForm.guestNames",
  codePer: "admin.eventForm.codePer",
  visibility: "admin.eventForm.visibility",
  publicApi: "admin.eventForm.publicApi",
  manyFromOneNetwork: "admin.eventForm.manyFromOneNetwork",
  embedSites: "admin.eventForm.embedSites",
} as const satisfies Record<Exclude<Part, keyof typeof TEXTS>, AdminMessageKey>;

/** Returns the differences between the saved event and the typed form, one per label: short texts first, in the form's order. */
export function differencesOf(saved: EventDraft, typed: EventDraft): Difference[] {
  const texts = (Object.keys(TEXTS) as (keyof typeof TEXTS)[]).flatMap((part): Difference[] => {
    const values = { saved: oneLine(saved[part]), typed: oneLine(typed[part]) };
    return values.saved === values.typed ? [] : [{ label: TEXTS[part], values }];
  });
  const parts = (Object.keys(OTHERS) as (keyof typeof OTHERS)[]).filter(
    (part) => comparable(saved, part) !== comparable(typed, part),
  );
  const labels = new Set(parts.map((part) => OTHERS[part]));
  return [...texts, ...Array.from(labels, (label) => ({ label }))];
}

/** Normalises a value for comparison: drops ids, and unifies line ends and the order of dates. */
function comparable(draft: EventDraft, part: keyof typeof OTHERS): string {
  if (part === "sessions") {
    const rows = draft.sessions.map(({ label, startsAt, endsAt, capacity, ...readings }) => {
      const times = [
        startsAt.slice(0, 16),
        endsAt.slice(0, 16),
        readings.startsAtReading,
        readings.endsAtReading,
      ];
      return JSON.stringify([...times, oneLine(label), oneLine(capacity)]);
    });
    return rows.sort().join("\n");
  }
  if (part === "questions") {
    return JSON.stringify(
      draft.questions.map(({ type, label, hint, required, per, options }) =>
        [type, label, hint, required, per, options].map((each) => severalLines(String(each))),
      ),
    );
  }
  return severalLines(String(draft[part]));
}
