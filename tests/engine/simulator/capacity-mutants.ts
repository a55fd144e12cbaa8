import { plannedCapacity, type Resource, type World } from "#app/booking/world.ts";
import { REAL_PARTS } from "./memory-engine.ts";
import type { Mutant } from "./mutants.ts";

const { decide, applyDecision } = REAL_PARTS;

/** Books over capacity for everybody who books, as if that had been asked for. */
const exceedUnasked: typeof decide = (world, command, now, actsAs) =>
  decide(world, command.kind === "book" ? { ...command, over: true } : command, now, actsAs);

/** Takes everybody who asks for it for the desk. */
const exceedForAnyone: typeof decide = (world, command, now, actsAs) =>
  decide(world, command, now, command.kind === "book" && command.over ? "desk" : actsAs);

const shrinkUnasked: typeof decide = (world, command, now, actsAs) =>
  decide(world, command.kind === "setCapacity" ? { ...command, shrink: true } : command, now, actsAs);

/** Applies what frees seats while `change` has its way with the resources that are above their plan. */
function freeing(which: (resource: Resource) => boolean, change: (resource: Resource) => () => void) {
  const changed: typeof applyDecision = (world, changes, request, decision, at) => {
    const frees = decision.accepted && decision.moves.some((move) => move.kind === "freed");
    const undo = frees ? abovePlan(world).filter(which).map(change) : [];
    const outcome = applyDecision(world, changes, request, decision, at);
    for (const each of undo) each();
    return outcome;
  };
  return changed;
}

const abovePlan = (world: World) => [...world.resources.values()].filter((each) => each.over > 0);

const stayUp = (resource: Resource) => {
  const { over } = resource;
  resource.over = 0;
  return () => {
    resource.over = over;
  };
};

const sinkBelow = (resource: Resource) => {
  if (plannedCapacity(resource) === 1) return () => {};
  resource.over += 1;
  return () => {
    resource.over = Math.max(0, resource.over - 1);
  };
};

/** Seeded bugs of the capacity in force. */
export const CAPACITY_MUTANTS: Record<string, Mutant> = {
  "the desk books above the capacity without asking for it": {
    reports: /book.*the engine says yes, the model RESOURCE_FULL/,
    parts: { ...REAL_PARTS, decide: exceedUnasked },
  },
  "others than the desk book above the capacity": {
    reports: /book.*the engine says yes, the model [A-Z_]+/,
    parts: { ...REAL_PARTS, decide: exceedForAnyone },
  },
  "a plan below what is taken is saved without asking": {
    reports: /setCapacity.*the engine says yes, the model CAPACITY_BELOW_BOOKED/,
    parts: { ...REAL_PARTS, decide: shrinkUnasked },
  },
  "the capacity does not come down with what is freed": {
    reports: /capacity is \d+, the model says \d+/,
    parts: { ...REAL_PARTS, applyDecision: freeing((each) => !each.waiting, stayUp) },
  },
  "what is freed above the plan is set aside for the waitlist": {
    reports: /setAside is \d+, the model says \d+/,
    parts: { ...REAL_PARTS, applyDecision: freeing((each) => each.waiting, stayUp) },
  },
  "the capacity comes down below the plan": {
    reports: /capacity is \d+, the model says \d+/,
    parts: { ...REAL_PARTS, applyDecision: freeing(() => true, sinkBelow) },
  },
};
