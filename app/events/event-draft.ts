import { localTimeOf } from "#app/platform/time-zone.ts";
import type { Event, SessionWithSeats } from "./event.ts";

/** An event as its form holds it: texts, as they are typed. */
export interface EventDraft {
  title: string;
  description: string;
  place: string;
  timeZone: string;
  stock: string;
  maxPerBooking: string;
  sessions: SessionDraft[];
}

export interface SessionDraft {
  id?: string;
  label: string;
  startsAt: string;
  endsAt: string;
  capacity: string;
}

const NEW_SESSION: SessionDraft = { label: "", startsAt: "", endsAt: "", capacity: "20" };

export function newDraft(stock: string, timeZone: string): EventDraft {
  const texts = { title: "", description: "", place: "" };
  return { ...texts, timeZone, stock, maxPerBooking: "4", sessions: [NEW_SESSION] };
}

export function draftOf(event: Event, sessions: SessionWithSeats[]): EventDraft {
  const { title, description, place, timeZone, stock } = event;
  return {
    ...{ title, description, place, timeZone, stock, maxPerBooking: String(event.maxPerBooking) },
    sessions: sessions.map((session) => ({
      id: session.id,
      label: session.label,
      startsAt: localTimeOf(session.startsAt, timeZone),
      endsAt: localTimeOf(session.endsAt, timeZone),
      capacity: String(session.seats.capacity),
    })),
  };
}

/** What was typed, whether it is valid or not, so that the form can show it again. */
export function typedDraft(form: FormData): EventDraft {
  const text = (name: string) => String(form.get(name) ?? "").slice(0, 20_000);
  const sessions: SessionDraft[] = [];
  for (let index = 0; form.has(`sessions[${index}].startsAt`) && index < 100; index++) {
    const of = (field: string) => text(`sessions[${index}].${field}`);
    sessions.push({
      id: of("id") || undefined,
      label: of("label"),
      startsAt: of("startsAt"),
      endsAt: of("endsAt"),
      capacity: of("capacity"),
    });
  }
  return {
    title: text("title"),
    description: text("description"),
    place: text("place"),
    timeZone: text("timeZone"),
    stock: text("stock"),
    maxPerBooking: text("maxPerBooking"),
    sessions: sessions.length > 0 ? sessions : [NEW_SESSION],
  };
}

/** One date more, as full as the last and otherwise empty. */
export function withAnotherSession(draft: EventDraft): EventDraft {
  const capacity = draft.sessions.at(-1)?.capacity ?? NEW_SESSION.capacity;
  return { ...draft, sessions: [...draft.sessions, { ...NEW_SESSION, capacity }] };
}
