import type { Claim } from "#app/booking/world.ts";
import { FULL, FULL_CAPACITY, HOT, ORGANIZATION, SKEWED, SPREAD, TENANTS } from "./fill.ts";
import { pickDistinct, pickFrom, type Random, zipfian } from "./picks.ts";
import type { Answer, Subject } from "./subject.ts";

export interface Scenario {
  name: string;
  /** How many bookings are there before it begins. */
  bookings: number;
  /** The numbers of callers it is run with, each of whom waits for an answer before asking again. */
  callers: readonly number[];
  /** In how many processes, each with a pool of its own. */
  instances: 1 | 2;
  needsHolds?: boolean;
  /** Its speed is also told as a part of this one's, measured in turn with it. */
  against?: string;
  /** How many blocks with far deadlines are there beside them, on the resources of `spread`. */
  blocks?: number;
  /** Once, before anybody is measured; answers how many seats it has taken. */
  prepare?(subject: Subject): Promise<number>;
  /** What one caller does again and again. Throws when an answer is not the one expected. */
  caller(subject: Subject, random: Random): () => Promise<void>;
}

const CALLERS = [200, 50, 10, 1];
const one = (resourceId: string): Claim[] => [{ resourceId, quantity: 1 }];

function expectAnswer(answer: Answer, outcome: string): string {
  if (answer.outcome !== outcome) throw new Error(`answered ${answer.outcome} where ${outcome} is right`);
  return answer.bookingId ?? "";
}

/** Callers that book, and nothing else; `choose` says what. */
function booking(choose: (random: Random) => { organizationId?: string; claims: Claim[] }, outcome = "ok") {
  return (subject: Subject, random: Random) => async () => {
    expectAnswer(await subject.book({ organizationId: ORGANIZATION, ...choose(random) }), outcome);
  };
}

const HOT_SEAT = {
  bookings: 20_000,
  callers: CALLERS,
  instances: 1,
  caller: booking(() => ({ claims: one(HOT) })),
} as const;
const rank = zipfian(SKEWED.length);

export const SCENARIOS: readonly Scenario[] = [
  { ...HOT_SEAT, name: "hot" },
  { ...HOT_SEAT, name: "spread", caller: booking((random) => ({ claims: one(pickFrom(SPREAD, random)) })) },
  {
    ...HOT_SEAT,
    name: "spread-blocks",
    blocks: 50_000,
    against: "spread",
    caller: booking((random) => ({ claims: one(pickFrom(SPREAD, random)) })),
  },
  {
    ...HOT_SEAT,
    name: "tenants",
    caller: booking((random) => ({ organizationId: pickFrom(TENANTS, random), claims: one(HOT) })),
  },
  { ...HOT_SEAT, name: "skewed", caller: booking((random) => ({ claims: one(`skewed-${rank(random)}`) })) },
  {
    ...HOT_SEAT,
    name: "sold-out",
    prepare: async (subject) => {
      const claims = [{ resourceId: FULL, quantity: FULL_CAPACITY }];
      expectAnswer(await subject.book({ organizationId: ORGANIZATION, claims }), "ok");
      return FULL_CAPACITY;
    },
    caller: booking(() => ({ claims: one(FULL) }), "RESOURCE_FULL"),
  },
  {
    ...HOT_SEAT,
    name: "hold-confirm",
    needsHolds: true,
    caller: (subject) => async () => {
      const held = await subject.hold({ organizationId: ORGANIZATION, claims: one(HOT) });
      const bookingId = expectAnswer(held, "ok");
      expectAnswer(await subject.confirm({ organizationId: ORGANIZATION, bookingId }), "ok");
    },
  },
  { ...HOT_SEAT, name: "cancel-rebook", caller: cancelAndRebook },
  {
    ...HOT_SEAT,
    name: "bundles",
    caller: booking((random) => ({ claims: pickDistinct(SPREAD, 5, random).flatMap(one) })),
  },
  { ...HOT_SEAT, name: "growth-100k", bookings: 100_000, callers: [200], against: "hot" },
  { ...HOT_SEAT, name: "growth-1m", bookings: 1_000_000, callers: [200], against: "hot" },
  { ...HOT_SEAT, name: "two-instances", callers: [200], instances: 2, against: "hot" },
];

function cancelAndRebook(subject: Subject): () => Promise<void> {
  let bookingId: string | undefined;
  return async () => {
    if (bookingId) expectAnswer(await subject.cancel({ organizationId: ORGANIZATION, bookingId }), "ok");
    bookingId = undefined;
    bookingId = expectAnswer(await subject.book({ organizationId: ORGANIZATION, claims: one(HOT) }), "ok");
  };
}
