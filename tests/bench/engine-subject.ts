import * as commands from "#app/booking/commands.server.ts";
import type { Outcome } from "#app/booking/request.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { silentLog } from "#app/platform/log.ts";
import type { Db } from "#db/client.ts";
import { testSigner } from "#tests/support/ctx.ts";
import { type Answer, HOLD_SECONDS, newAttachment, newKey, type Order, type Subject } from "./subject.ts";

/** The engine's commands as far as they are measured. */
interface Engine {
  book: typeof commands.book;
  cancel: typeof commands.cancel;
  hold?: (ctx: Ctx, input: commands.TakeInput & { seconds: number }) => Promise<Outcome>;
  confirm?: (ctx: Ctx, input: { bookingId: string }) => Promise<Outcome>;
}

const engine: Engine = commands;

/** Whether the engine has holds; without them the scenario of holds is left out. */
export const hasHolds = engine.hold !== undefined && engine.confirm !== undefined;

export function engineOn(db: Db): Subject {
  const ctxOf = ({ organizationId }: { organizationId: string }): Ctx => ({
    db,
    organizationId,
    now: new Date(),
    log: silentLog,
    actor: { kind: "guest" },
    actsAs: "attendee",
    source: { channel: "command-line" },
    signer: testSigner,
  });
  return {
    book: async (order) => answerOf(await engine.book(ctxOf(order), inputOf(order)), seatsOf(order)),
    hold: async (order) => {
      const outcome = await engine.hold?.(ctxOf(order), { ...inputOf(order), seconds: HOLD_SECONDS });
      return answerOf(outcome, seatsOf(order));
    },
    confirm: async (order) => answerOf(await engine.confirm?.(ctxOf(order), order), () => 0),
    cancel: async (order) => {
      const input = { bookingId: order.bookingId, idempotency: newKey() };
      return answerOf(await engine.cancel(ctxOf(order), input), (booking) => -total(booking.reservations));
    },
  };
}

function inputOf({ claims }: Order): commands.TakeInput {
  return { claims, clientId: "robin@example.org", attachment: newAttachment(), idempotency: newKey() };
}

const total = (claims: { quantity: number }[]) => claims.reduce((sum, { quantity }) => sum + quantity, 0);
const seatsOf = (order: Order) => () => total(order.claims);

type Booked = NonNullable<Extract<Outcome, { ok: true }>["booking"]>;

function answerOf(outcome: Outcome | undefined, seats: (booking: Booked) => number): Answer {
  if (!outcome) throw new Error("The engine has no such command.");
  if (!outcome.ok) return { outcome: outcome.refusal, bookingId: undefined, seats: 0 };
  if (!outcome.booking) throw new Error("The engine answered without a booking.");
  return { outcome: "ok", bookingId: outcome.booking.id, seats: seats(outcome.booking) };
}
