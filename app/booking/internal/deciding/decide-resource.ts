import { type Resource, type Rules, remaining, type World } from "../../world.ts";
import { accept, type Decision, type ResourceCommand, refuse } from "./decision.ts";

/** Decides what is asked of a resource itself. What is so already is accepted and changes nothing. */
export function decideResource(world: World, command: ResourceCommand): Decision {
  const resource = world.resources.get(command.resourceId);
  if (!resource) return refuse("RESOURCE_NOT_FOUND");
  const { resourceId } = command;
  switch (command.kind) {
    case "setCapacity":
      return decideCapacity(resource, command.capacity);
    case "setType":
      if (command.type === resource.type) return accept([]);
      return accept([{ resourceId, kind: "type", type: command.type }]);
    case "setRules":
      if (sameRules(command.rules, resource.rules)) return accept([]);
      return accept([{ resourceId, kind: "rules", rules: command.rules }]);
    case "setWaiting":
      if (command.waiting === resource.waiting) return accept([]);
      return accept([{ resourceId, kind: "rules", waiting: command.waiting }]);
    case "giveBack":
      return resource.setAside === 0 ? accept([]) : accept([{ resourceId, kind: "rules", giveBack: true }]);
    case "open":
      return resource.state === "OPEN" ? accept([]) : accept([{ resourceId, kind: "opened" }]);
    case "close":
      return resource.state === "OPEN" ? accept([{ resourceId, kind: "closed" }]) : accept([]);
    case "cancelResource":
      return decideCancelled(resource, command.ifEmpty);
  }
}

function decideCapacity(resource: Resource, capacity: number): Decision {
  const { id: resourceId } = resource;
  const needed = resource.capacity - remaining(resource);
  if (capacity < needed) {
    const claim = { resourceId, quantity: needed, reason: null, remaining: remaining(resource) };
    return refuse("CAPACITY_BELOW_BOOKED", [claim]);
  }
  if (capacity === resource.capacity) return accept([]);
  return accept([{ resourceId, kind: "capacity", capacity }]);
}

function decideCancelled(resource: Resource, ifEmpty: boolean): Decision {
  const { id: resourceId, booked, held } = resource;
  if (ifEmpty && booked + held > 0) {
    const claim = { resourceId, quantity: booked + held, reason: null, remaining: remaining(resource) };
    return refuse("CAPACITY_BELOW_BOOKED", [claim]);
  }
  return resource.state === "CANCELLED" ? accept([]) : accept([{ resourceId, kind: "cancelled" }]);
}

function sameRules(a: Rules, b: Rules): boolean {
  return (Object.keys(a) as (keyof Rules)[]).every((name) => a[name] === b[name]);
}
