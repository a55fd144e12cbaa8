import type { AppLoadContext } from "@remix-run/node";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { newToken } from "#app/platform/secrets.ts";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import * as bookRoute from "#app/routes/public/e.$slug.book.tsx";
import type { MadeEvent } from "./events.ts";
import { type RouteRequest, type RouteResponse, requestRoute } from "./remix.ts";

/** The data of the two booking pages, as far as tests read them. */
export interface FlowBody {
  formToken: string;
  express: boolean;
  seats: number;
  code?: string;
  title?: string;
  errors?: Record<string, string[]>;
  typed?: Record<string, string[]>;
  left?: number;
  kind?: string;
  panel: { state: string; maxSeats: number };
  hold?: {
    token: string;
    fate: string;
    expiresAt: Date;
    mayExtend: boolean;
    mayHoldAgain: boolean;
    mayRestart: boolean;
    free: number;
    seats: number;
    session: { id: string };
  };
  released?: boolean;
  recent?: { reference: string; seats: number; minutes: number; link: string; session: { id: string } };
  session: { id: string; seats: { booked: number; held: number; remaining: number } };
  sessions: { id: string; seats: { held: number; remaining: number } }[];
  others: { id: string }[];
  page?: FlowBody;
  done?: string;
}

export type FlowResponse = RouteResponse<FlowBody>;

/** Returns a guest in a separate browser, who goes from an event's page to its details. */
export function guestOf(context: AppLoadContext, made: MadeEvent) {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map((pair) => pair.join("=")).join("; ");
  const params = { slug: made.event.slug };
  const go = async (route: typeof bookRoute | typeof eventRoute, path: string, how: RouteRequest = {}) => {
    const answer = await requestRoute<FlowBody>(context, route, path, { params, cookie: cookie(), ...how });
    for (const set of answer.headers.getSetCookie()) keepCookie(jar, set);
    return answer;
  };
  const eventPage = (query = "") => go(eventRoute, `/e/${params.slug}${query}`);
  return {
    eventPage,
    /** Returns the Cookie header that the browser sends. */
    cookie,
    /** Presses the button that releases the held seats. */
    async release(more: Record<string, string> = {}, how: RouteRequest = {}): Promise<FlowResponse> {
      const { hold } = (await eventPage()).body;
      const form = { intent: "release", hold: hold?.token ?? "", ...more };
      return go(eventRoute, `/e/${params.slug}?send=1`, { form, ...how });
    },
    /** Presses the button of the event's page. */
    async begin(
      seats: number,
      more: Record<string, string> = {},
      how: RouteRequest = {},
    ): Promise<FlowResponse> {
      const { body } = await eventPage();
      const fields = { formToken: body.formToken, session: made.session.id, seats: String(seats) };
      return go(eventRoute, `/e/${params.slug}?send=1`, { form: { ...fields, ...more }, ...how });
    },
    details: (location: string, how: RouteRequest = {}) => go(bookRoute, location, how),
    /** Fills in the details form at a URL, and presses a button there. */
    async send(
      location: string,
      more: Record<string, string> = {},
      how: RouteRequest = {},
    ): Promise<FlowResponse> {
      const { body } = await go(bookRoute, location);
      const fields = { name: "Ada Guest", email: "ada@example.org", session: made.session.id };
      const marks = { formToken: body.formToken ?? "", recent: body.recent?.reference ?? "" };
      const form = { ...fields, ...marks, seats: String(body.seats ?? 1), ...more };
      return go(bookRoute, location, { form, ...how });
    },
    post: (location: string, form: Record<string, string>, how: RouteRequest = {}) =>
      go(bookRoute, location, { form, ...how }),
  };
}

/** Stores or removes a cookie as a browser does: one without time left is removed. */
function keepCookie(jar: Map<string, string>, set: string): void {
  const [, name = "", value = "", age] = /^([^=]+)=([^;]*).*Max-Age=(\d+)/.exec(set) ?? [];
  if (age === "0") jar.delete(name);
  else jar.set(name, value);
}

const ADA = { name: "Ada Guest", email: "ada@example.org", locale: "en" };

/** Books seats of an event's first date by the command, for Ada unless another booker is given. Throws if it is refused. */
export async function bookAsGuest(
  ctx: Ctx,
  { event, session }: Pick<MadeEvent, "event" | "session">,
  { seats = 1, booker = ADA } = {},
) {
  const booked = await bookSeats(ctx, { event, session, seats, booker, formToken: newToken() });
  if (!booked.ok) throw new Error(`a booking was refused: ${booked.refusal}`);
  return booked;
}
