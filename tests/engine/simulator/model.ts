import {
  type Ask,
  bodyOf,
  type Claim,
  type Command,
  isOfLine,
  isTake,
  type Line,
  type LinePart,
  type Take,
} from "./commands.ts";
import { isSame, linesOf, shrunk, sumsOf } from "./model-lines.ts";
import { ModelResources } from "./model-resources.ts";
import {
  activeOf,
  foremost,
  type ModelBooking,
  onResource,
  type Place,
  placesOf,
  type Refusal,
  replace,
  rulesAmong,
} from "./model-world.ts";

export interface ModelAnswer {
  refusal: Refusal | undefined;
  /** Whether the key had its answer before, and which number got it then. */
  replays: Ask | undefined;
  /** The booking rules that did not bind whoever asked. */
  warnings: Refusal[];
  /** The booking as the answer shows it. */
  booking: Pick<ModelBooking, "fate" | "kind" | "places" | "lines"> | undefined;
}

const NOT_KEPT: (Refusal | undefined)[] = ["MAINTENANCE_MODE", "RESOURCE_NOT_FOUND", "BOOKING_NOT_FOUND"];

/** What the engine promises, in the plainest way there is: no ledger, no counters, no batches, nothing to be fast. */
export class Model extends ModelResources {
  readonly #answers = new Map<string, { ask: Ask; answer: ModelAnswer }>();

  /** Numbers of the present batch that got the answer of an older booking under its key. */
  readonly #renamed = new Map<number, ModelBooking>();
  /** Whether booking rules bind whoever asks; else what they say is remembered. */
  #isBound = true;
  #isDesk = false;
  #overridden: Refusal[] = [];
  /** How many places of a booking whoever asks can know of. */
  #known = new Map<ModelBooking, number>();

  /** Answers what is asked together, in order. Holds whose time is up, and which nobody names, go first. */
  answer(asks: Ask[]): ModelAnswer[] {
    this.#known = new Map(this.allBookings.map((each) => [each, each.places.length]));
    this.#freeOverdue(asks.map((ask) => ask.command));
    const answers = asks.map((ask) => this.#answerOne(ask));
    for (const [number, booking] of this.#renamed) this.bookings.set(number, booking);
    this.#renamed.clear();
    return answers;
  }

  #answerOne(ask: Ask): ModelAnswer {
    const { command, key } = ask;
    const before = key === null ? undefined : this.#answers.get(key);
    if (before && bodyOf(before.ask) !== bodyOf(ask)) {
      return { refusal: "IDEMPOTENCY_KEY_REUSED", replays: undefined, warnings: [], booking: undefined };
    }
    if (before) {
      if (!before.answer.refusal) this.#rename(command, before.ask.command);
      return { ...before.answer, replays: before.ask };
    }
    this.#isBound = ask.actsAs === "attendee" || ask.actsAs === "program";
    this.#isDesk = ask.actsAs === "desk";
    this.#overridden = [];
    const refusal = this.#apply(command);
    const warnings = refusal ? [] : rulesAmong(this.#overridden);
    const booking = "booking" in command && !refusal ? this.bookings.get(command.booking) : undefined;
    const shown = booking && {
      fate: booking.fate,
      kind: booking.kind,
      places: booking.places.map((each) => ({ ...each })),
      lines: booking.lines,
    };
    const answer: ModelAnswer = { refusal, replays: undefined, warnings, booking: shown };
    if (key !== null && !NOT_KEPT.includes(refusal)) this.#answers.set(key, { ask, answer });
    return answer;
  }

  /** Of the reasons against something those that stop it. */
  #stopping(reasons: Refusal[]): Refusal[] {
    if (this.#isBound) return reasons;
    const rules = rulesAmong(reasons);
    this.#overridden.push(...rules);
    return reasons.filter((each) => !rules.includes(each));
  }

  #rename(command: Command, before: Command): void {
    const made = "booking" in before ? this.bookings.get(before.booking) : undefined;
    if (made && "booking" in command) this.#renamed.set(command.booking, made);
  }

  /** Any command frees overdue holds that have all their places on resources which it touches. */
  #freeOverdue(commands: Command[]): void {
    const named = commands.flatMap((each) =>
      "booking" in each ? (this.bookings.get(each.booking) ?? []) : [],
    );
    const touched = new Set(commands.flatMap((command) => this.#touchedBy(command)));
    for (const booking of this.allBookings) {
      const reached = activeOf(booking).every((place) => touched.has(place.resource));
      if (this.isOverdue(booking) && reached && !named.includes(booking)) {
        this.#settling(() => this.#end(booking, "expired"), touched);
      }
    }
  }

  #touchedBy(command: Command): string[] {
    const holds = this.allBookings.filter(
      (each) => each.fate === "pending" && isTake(command) && each.holder && each.holder === command.holder,
    );
    const named = "booking" in command ? this.bookings.get(command.booking) : undefined;
    return [
      ...("resources" in command ? command.resources.map((save) => save.resource) : []),
      ...("resource" in command ? [command.resource] : "claims" in command ? placesOf(command.claims) : []),
      ...placesOf([...holds, ...(named ? [named] : [])].flatMap(activeOf)),
    ];
  }

  /** What is freed on balance of a resource with a waitlist is set aside for it, but for what was above the plan. */
  #settling<T>(work: () => T, ids: Iterable<string> = this.resources.keys()): T {
    const before = Array.from(ids).flatMap((id) => {
      const resource = this.resources.get(id);
      return resource ? [{ resource, taken: this.taken(id), over: this.overOf(resource) }] : [];
    });
    const result = work();
    for (const { resource, taken, over } of before) {
      const freed = taken - this.taken(resource.id);
      if (resource.waiting) resource.setAside += Math.max(0, freed - over);
    }
    return result;
  }

  #apply(command: Command): Refusal | undefined {
    return this.#settling(() => {
      if (isTake(command)) return this.#take(command);
      if ("resources" in command) return this.save(command.resources);
      if (!("booking" in command)) return this.ofResource(command);
      const booking = this.bookings.get(command.booking);
      if (!booking) return "BOOKING_NOT_FOUND";
      switch (command.kind) {
        case "confirm":
          return this.#confirm(booking);
        case "changePerson":
          return this.#changePerson(booking, command.person);
        case "extend":
          return this.#extend(booking, command.seconds);
        case "setDeadline":
          return this.#setDeadline(booking, command.until);
        case "cancel":
          return this.#cancel(booking, command);
        case "change":
          return this.#change(booking, command);
        case "expire":
          return this.isOverdue(booking) ? this.#end(booking, "expired") : "INVALID_STATE";
      }
    });
  }

  #take(command: Take): Refusal | undefined {
    const { kind, claims, person, holder, network, until } = command;
    if (until !== null && !this.isDeadline(until)) return "INVALID_STATE";
    const scope = this.resources.get(claims[0]?.resource ?? "")?.rules.scope ?? null;
    const replaced = this.allBookings.filter(
      (each) =>
        kind === "hold" && holder && each.holder === holder && each.scope === scope && this.isLiveHold(each),
    );
    const reasons = claims.flatMap((claim) => this.#whyNotTake(command, claim, replaced));
    const refusal = foremost(this.#stopping(reasons));
    if (refusal) return refusal;
    for (const each of replaced) this.#end(each, "cancelled");
    const status = kind === "book" ? "CONFIRMED" : "PENDING";
    if (kind === "offer") for (const { resource, quantity } of claims) this.of(resource).setAside -= quantity;
    const booking: ModelBooking = {
      scope,
      person,
      extended: false,
      counted: this.countOf(person, claims),
      fate: kind === "book" ? "confirmed" : "pending",
      holder: kind === "hold" ? holder : null,
      network: kind === "hold" ? network : null,
      madeAt: this.now,
      deadline: kind === "book" ? null : (until ?? this.now + this.secondsOf(command) * 1_000),
      kind: command.as,
      places: claims.map((claim) => ({ ...claim, status })),
      lines: linesOf(command),
    };
    this.allBookings.push(booking);
    this.bookings.set(command.booking, booking);
  }

  #whyNotTake(command: Take, claim: Claim, replaced: ModelBooking[]): Refusal[] {
    const resource = this.resources.get(claim.resource);
    if (!resource) return ["RESOURCE_NOT_FOUND"];
    const wanted = onResource(command.claims, resource.id);
    const scope = this.resources.get(command.claims[0]?.resource ?? "")?.rules.scope ?? null;
    const returned = onResource(replaced.flatMap(activeOf), resource.id);
    const room = command.kind === "offer" ? resource.setAside : this.remaining(resource) + returned;
    return [
      ...this.whyClosed(resource),
      ...this.whyTooMany(resource, wanted, command.person, replaced),
      ...(command.kind === "hold" && this.isHeldOut(resource, command.network, replaced, wanted)
        ? (["HOLD_LIMIT"] as const)
        : []),
      ...(command.kind === "hold" && this.isRenewedOut(command.holder, scope)
        ? (["RENEWAL_LIMIT"] as const)
        : []),
      ...(wanted > room && !(command.over && this.#isDesk) ? (["RESOURCE_FULL"] as const) : []),
    ];
  }

  /** Late, its places are freed and taken anew where the doors are open and no waitlist has a right to them. */
  #confirm(booking: ModelBooking): Refusal | undefined {
    if (booking.kind === "block") return "INVALID_STATE";
    if (booking.fate === "expired") return "HOLD_EXPIRED";
    if (booking.fate !== "pending") return "INVALID_STATE";
    const held = activeOf(booking);
    if (held.some((place) => this.of(place.resource).state === "CANCELLED")) return "RESOURCE_CANCELLED";
    if (this.isOverdue(booking)) {
      const shut = held
        .map((place) => this.of(place.resource))
        .some(
          (each) => each.waiting || this.overOf(each) > 0 || this.#stopping(this.whyClosed(each)).length > 0,
        );
      if (shut) return "HOLD_EXPIRED";
      for (const place of held) place.status = "EXPIRED";
      booking.places.push(...held.map((place): Place => ({ ...place, status: "CONFIRMED" })));
    }
    for (const place of activeOf(booking)) place.status = "CONFIRMED";
    booking.fate = "confirmed";
    if (booking.kind === "tentative") booking.kind = "guest";
  }

  /** Somebody else is counted for it: whoever has booked there and would have too much then is not. */
  #changePerson(booking: ModelBooking, person: string): Refusal | undefined {
    if (booking.fate !== "confirmed") return "INVALID_STATE";
    const counted = Math.max(booking.counted, this.countOf(person, activeOf(booking)));
    if (person === booking.person || counted === 0) return undefined;
    const tooMany = activeOf(booking).some(({ resource: id }) => {
      const { maxPerPerson, scope } = this.of(id).rules;
      if (maxPerPerson === null || scope === null) return false;
      const wanted = onResource(activeOf(booking), id);
      return this.takenByPerson(scope, person, []) + wanted > maxPerPerson;
    });
    const { scope } = booking;
    if (tooMany && scope !== null && this.takenByPerson(scope, person, []) > 0) {
      if (this.#stopping(["TOO_MANY_PER_PERSON"]).length > 0) return "TOO_MANY_PER_PERSON";
    }
    booking.person = person;
    booking.counted = counted;
  }

  #extend(booking: ModelBooking, seconds: number): Refusal | undefined {
    if (booking.fate === "expired" || this.isOverdue(booking)) return "HOLD_EXPIRED";
    if (booking.fate !== "pending" || booking.extended) return "INVALID_STATE";
    if (booking.kind === "block" || booking.kind === "tentative") return "INVALID_STATE";
    const isOut = this.isRenewedOut(booking.holder, booking.scope);
    if (isOut && this.#stopping(["RENEWAL_LIMIT"]).length > 0) return "RENEWAL_LIMIT";
    booking.deadline = (booking.deadline ?? 0) + seconds * 1_000;
    booking.extended = true;
  }

  /** The desk sets it as often as it likes, to any instant of the year to come; an attendee's one extension goes with it. */
  #setDeadline(booking: ModelBooking, until: number): Refusal | undefined {
    if (booking.fate === "expired" || this.isOverdue(booking)) return "HOLD_EXPIRED";
    if (booking.fate !== "pending" || !this.isDeadline(until)) return "INVALID_STATE";
    booking.deadline = until;
    booking.extended = true;
  }

  #cancel(booking: ModelBooking, command: Extract<Command, { kind: "cancel" }>): Refusal | undefined {
    const { part, holdOnly } = command;
    const endable = holdOnly ? ["pending"] : ["pending", "confirmed"];
    if (!endable.includes(booking.fate)) return "INVALID_STATE";
    if (part === null) {
      if (this.#isCutOff(booking, activeOf(booking))) return "BOOKING_CLOSED";
      return this.#end(booking, "cancelled");
    }
    const ofLines = part.filter(isOfLine);
    if (ofLines.length > 0) return this.#cancelOfLines(booking, ofLines);
    const places = part.flatMap((each) => (isOfLine(each) ? [] : [each]));
    const left = new Map(activeOf(booking).map((place) => [place, place.quantity]));
    for (const { place: nth, quantity } of places) {
      const place = booking.places[nth];
      const have = place && left.get(place);
      const isKnown = nth < (this.#known.get(booking) ?? 0);
      if (!place || !isKnown || have === undefined || quantity > have) return "INVALID_STATE";
      left.set(place, have - quantity);
    }
    const reduced = [...left]
      .filter(([place, quantity]) => quantity < place.quantity)
      .map(([place]) => place);
    const isAll = [...left.values()].every((quantity) => quantity === 0);
    if (!isAll && booking.lines.length > 1) return "INVALID_STATE";
    if (this.#isCutOff(booking, reduced)) return "BOOKING_CLOSED";
    if ([...left.values()].every((quantity) => quantity === 0)) return this.#end(booking, "cancelled");
    for (const [place, quantity] of left) if (quantity < place.quantity) replace(booking, place, quantity);
    booking.counted = Math.min(booking.counted, this.countOf(booking.person, activeOf(booking)));
    const rest = Array.from(left, ([{ resource }, quantity]) => ({ resource, quantity }));
    const some = rest.filter((each) => each.quantity > 0);
    booking.lines = booking.lines.map((line) => shrunk(line, some));
  }

  /** Takes units off lines; whole places are kept where the rest has room for them. */
  #cancelOfLines(booking: ModelBooking, parts: LinePart[]): Refusal | undefined {
    const lines = booking.lines.map((line) => ({ ...line }));
    for (const { position, quantity } of parts) {
      const line = lines.find((each) => each.position === position);
      if (!line || quantity > line.quantity) return "INVALID_STATE";
      line.quantity -= quantity;
    }
    const left = lines.filter((line) => line.quantity > 0);
    const room = new Map(sumsOf(left));
    const ended = activeOf(booking).filter((place) => {
      const rest = room.get(place.resource) ?? 0;
      if (place.quantity <= rest) room.set(place.resource, rest - place.quantity);
      return place.quantity > rest;
    });
    if (this.#isCutOff(booking, ended)) return "BOOKING_CLOSED";
    if (left.length === 0) return this.#end(booking, "cancelled");
    for (const place of ended) place.status = "CANCELLED";
    const status = booking.fate === "pending" ? "PENDING" : "CONFIRMED";
    for (const [resource, quantity] of room)
      if (quantity > 0) booking.places.push({ resource, quantity, status });
    booking.lines = left;
    booking.counted = Math.min(booking.counted, this.countOf(booking.person, activeOf(booking)));
  }

  /** What is booked stays after the deadline for giving it back; what is only held does not have to. */
  #isCutOff(booking: ModelBooking, ended: Place[]): boolean {
    if (booking.fate !== "confirmed" || !this.isTooLate(ended)) return false;
    return this.#stopping(["BOOKING_CLOSED"]).length > 0;
  }

  /** Only what is taken more of a resource is judged, and by what the booking would have of it then. */
  #change(booking: ModelBooking, command: { claims: Claim[]; lines: Line[] | null }): Refusal | undefined {
    const { claims } = command;
    if (booking.fate === "expired" || this.isOverdue(booking)) return "HOLD_EXPIRED";
    if (booking.fate === "cancelled" || claims.length === 0) return "INVALID_STATE";
    const old = activeOf(booking);
    const reasons = this.#stopping(
      claims.flatMap((claim) => this.#whyNotMore(booking, claims, claim.resource)),
    );
    const begun = [...claims];
    const ended = old.filter((place) => {
      const same = begun.findIndex((it) => it.resource === place.resource && it.quantity === place.quantity);
      if (same >= 0) begun.splice(same, 1);
      return same < 0;
    });
    if (this.#isCutOff(booking, ended)) reasons.push("BOOKING_CLOSED");
    const refusal = foremost(reasons);
    if (refusal) return refusal;
    if (ended.length + begun.length === 0 && isSame(booking.lines, linesOf(command))) return undefined;
    booking.lines = linesOf(command);
    for (const place of ended) place.status = "CANCELLED";
    const status = booking.fate === "pending" ? "PENDING" : "CONFIRMED";
    booking.places.push(...begun.map((claim): Place => ({ ...claim, status })));
    booking.counted = this.countOf(booking.person, claims);
  }

  #whyNotMore(booking: ModelBooking, claims: Claim[], id: string): Refusal[] {
    const resource = this.resources.get(id);
    if (!resource) return ["RESOURCE_NOT_FOUND"];
    const wanted = onResource(claims, id);
    const more = wanted - onResource(activeOf(booking), id);
    if (more <= 0) return [];
    return [
      ...this.whyClosed(resource),
      ...this.whyTooMany(resource, wanted, booking.person, [booking]),
      ...(booking.fate === "pending" && this.isHeldOut(resource, booking.network, [booking], wanted)
        ? (["HOLD_LIMIT"] as const)
        : []),
      ...(more > this.remaining(resource) ? (["RESOURCE_FULL"] as const) : []),
    ];
  }

  #end(booking: ModelBooking, fate: "cancelled" | "expired"): undefined {
    for (const place of activeOf(booking)) place.status = fate === "expired" ? "EXPIRED" : "CANCELLED";
    booking.fate = fate;
    booking.counted = 0;
  }
}
