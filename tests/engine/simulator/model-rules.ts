import type { Take } from "./commands.ts";
import {
  activeOf,
  type ModelBooking,
  type ModelResource,
  ModelWorld,
  onResource,
  type Place,
  type Refusal,
} from "./model-world.ts";

const DEFAULT_HOLD_SECONDS = 600;

/** What stands in the way of taking, each rule by itself. */
export class ModelRules extends ModelWorld {
  /** Why nothing may be taken of a resource at all. */
  whyClosed({ rules, state }: ModelResource): Refusal[] {
    const reasons: Refusal[] = [];
    if (this.maintenance) reasons.push("MAINTENANCE_MODE");
    if (state === "CANCELLED") reasons.push("RESOURCE_CANCELLED");
    if (state === "CLOSED") reasons.push("RESOURCE_CLOSED");
    if (rules.opensAt !== null && this.now < rules.opensAt) reasons.push("NOT_OPEN_YET");
    if (rules.closesAt !== null && this.now >= rules.closesAt) reasons.push("BOOKING_CLOSED");
    return reasons;
  }

  /** Limits a booking and a person; the bookings that go for it do not count. */
  whyTooMany(
    { rules }: ModelResource,
    wanted: number,
    person: string | null,
    except: ModelBooking[],
  ): Refusal[] {
    const reasons: Refusal[] = [];
    if (wanted > (rules.maxPerBooking ?? wanted)) reasons.push("TOO_MANY_PER_BOOKING");
    if (rules.maxPerPerson === null || rules.scope === null || person === null) return reasons;
    const all =
      this.takenByPerson(
        rules.scope,
        person,
        except.filter((each) => each.person === person),
      ) + wanted;
    return all > rules.maxPerPerson ? [...reasons, "TOO_MANY_PER_PERSON"] : reasons;
  }

  /**
   * Beyond three live holds a network holds at most three tenths of the capacity, and nothing where a fifth or less is
   * left. The hold itself and those that it replaces do not count.
   */
  isHeldOut(
    resource: ModelResource,
    network: string | null,
    replaced: ModelBooking[],
    wanted: number,
  ): boolean {
    const holds = this.allBookings.filter(
      (each) =>
        each.network === network &&
        this.isLiveHold(each) &&
        !replaced.includes(each) &&
        onResource(activeOf(each), resource.id) > 0,
    );
    if (network === null || holds.length < 3) return false;
    const seats = wanted + onResource(holds.flatMap(activeOf), resource.id);
    return this.remaining(resource) * 5 <= resource.capacity || seats * 10 > resource.capacity * 3;
  }

  /** Four times within an hour a holder is given time in a scope: for a hold, or more for one. What is booked does not count. */
  isRenewedOut(holder: string | null, scope: string | null): boolean {
    if (holder === null || scope === null) return false;
    const held = this.allBookings.filter(
      (each) =>
        each.holder === holder &&
        each.scope === scope &&
        each.fate !== "confirmed" &&
        this.now - each.madeAt < 3_600_000,
    );
    return held.length + held.filter((each) => each.extended).length >= 4;
  }

  /** Whether the desk may set it: in the future, and at most a year of 366 days ahead. */
  isDeadline(until: number): boolean {
    return until > this.now && until - this.now <= 366 * 24 * 3_600_000;
  }

  /** Whether an attendee may no longer end these places. */
  isTooLate(ended: Place[]): boolean {
    const until = ended.map((place) => this.of(place.resource).rules.cancelUntil);
    return until.some((each) => each !== null && this.now >= each);
  }

  secondsOf({ seconds, claims }: Take): number {
    const ruled = claims.flatMap((claim) => this.of(claim.resource).rules.holdSeconds ?? []);
    return seconds ?? (ruled.length > 0 ? Math.min(...ruled) : DEFAULT_HOLD_SECONDS);
  }

  of(id: string): ModelResource {
    const resource = this.resources.get(id);
    if (!resource) throw new Error(`The model has no resource ${id}.`);
    return resource;
  }
}
