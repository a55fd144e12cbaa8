import { type Claim, plannedCapacity, type Resource, remaining, type World } from "../../world.ts";
import { accept, type Decision, type Move, refuse } from "./decision.ts";

/**
 * Decides a new planned capacity. A plan below what is taken is refused, unless it is the present one or `shrink` allows it:
 * the capacity in force is what is taken then, and follows it down.
 */
export function decideCapacity(
  resource: Resource,
  { capacity: planned, shrink = false }: { capacity: number; shrink?: boolean | undefined },
): Decision {
  const { id: resourceId } = resource;
  const taken = resource.capacity - remaining(resource);
  if (planned < taken && planned !== plannedCapacity(resource) && !shrink) {
    const claim = { resourceId, quantity: taken, reason: null, remaining: remaining(resource) };
    return refuse("CAPACITY_BELOW_BOOKED", [claim]);
  }
  const capacity = Math.max(planned, taken);
  const over = capacity - planned;
  if (capacity === resource.capacity && over === resource.over) return accept([]);
  return accept([{ resourceId, kind: "capacity", capacity, over }]);
}

/** Returns the moves that raise the capacity in force by what claims want beyond it. */
export function raisingMoves(world: World, claims: readonly Claim[]): Move[] {
  const wanted = new Map<string, number>();
  for (const { resourceId, quantity } of claims) {
    wanted.set(resourceId, (wanted.get(resourceId) ?? 0) + quantity);
  }
  return Array.from(wanted).flatMap(([resourceId, quantity]): Move[] => {
    const resource = world.resources.get(resourceId);
    const missing = resource ? quantity - remaining(resource) : 0;
    if (!resource || missing <= 0) return [];
    const { capacity, over } = resource;
    return [{ resourceId, kind: "capacity", capacity: capacity + missing, over: over + missing }];
  });
}

/**
 * Returns the moves that lower the capacity in force, to the plan or to what is taken, whichever is greater, of the resources
 * that a command has touched. Called once a command has freed and taken, so that it keeps what it takes again.
 */
export function loweringMoves(world: World, touched: readonly { resourceId: string }[]): Move[] {
  const moves: Move[] = [];
  for (const { resourceId } of touched) {
    const resource = world.resources.get(resourceId);
    if (!resource || resource.over === 0 || moves.some((move) => move.resourceId === resourceId)) continue;
    const planned = plannedCapacity(resource);
    const capacity = Math.max(planned, resource.capacity - remaining(resource));
    const over = capacity - planned;
    if (capacity === resource.capacity && over === resource.over) continue;
    moves.push({ resourceId, kind: "capacity", capacity, over });
  }
  return moves;
}

/** Returns how much of a freed quantity is set aside: what lowering the capacity to the plan leaves of it. */
export function toSetAside(resource: Resource, freed: number): number {
  return Math.max(0, freed - Math.max(0, resource.over - remaining(resource)));
}
