import { highestPrecedence } from "../../refusals.ts";
import { type Resource, type Rules, remaining, type World } from "../../world.ts";
import {
  accept,
  type ClaimRefusal,
  type Decision,
  type Move,
  type ResourceCommand,
  type ResourceSave,
  refuse,
  type SaveCommand,
} from "./decision.ts";
import { decideCapacity } from "./planned-capacity.ts";

/** Decides a command on a resource. A command without effect is accepted and writes nothing. */
export function decideResource(world: World, command: ResourceCommand): Decision {
  const resource = world.resources.get(command.resourceId);
  if (!resource) return refuse("RESOURCE_NOT_FOUND");
  const { resourceId } = command;
  switch (command.kind) {
    case "setCapacity":
      return decideCapacity(resource, command);
    case "setType":
      if (command.type === resource.type) return accept([]);
      return accept([{ resourceId, kind: "type", type: command.type }]);
    case "setRules":
      return decideRules(resource, command.rules);
    case "setWaiting":
      if (command.waiting === resource.waiting) return accept([]);
      return accept([{ resourceId, kind: "rules", waiting: command.waiting }]);
    case "giveBack":
      return resource.setAside === 0 ? accept([]) : accept([{ resourceId, kind: "rules", giveBack: true }]);
    case "open":
      return resource.state === "OPEN" ? accept([]) : accept([{ resourceId, kind: "opened" }]);
    case "close":
      return decideTransition(resource, "close");
    case "cancelResource": {
      const empty = command.ifEmpty ? decideEmpty(resource) : accept([]);
      return empty.accepted ? decideTransition(resource, "cancel") : empty;
    }
  }
}

/** Decides a joint save of resources. A refusal lists each resource that caused it, with its quantity in use. */
export function decideSave(world: World, { resources }: SaveCommand): Decision {
  const judged = resources.map((save) => checkSave(world.resources.get(save.resourceId), save));
  const claims = judged.flatMap(({ refused }) => refused ?? []);
  const refusal = highestPrecedence(claims.flatMap((claim) => claim.reason ?? []));
  return refusal ? refuse(refusal, claims) : accept(judged.flatMap(({ moves }) => moves));
}

function checkSave(
  resource: Resource | undefined,
  { resourceId, capacity, rules, transition, ifEmpty, shrink }: ResourceSave,
): { refused?: ClaimRefusal; moves: Move[] } {
  if (!resource) {
    return { refused: { resourceId, quantity: 0, reason: "RESOURCE_NOT_FOUND", remaining: 0 }, moves: [] };
  }
  const asked = [
    ...(ifEmpty ? [decideEmpty(resource)] : []),
    ...(capacity === undefined ? [] : [decideCapacity(resource, { capacity, shrink })]),
    ...(rules ? [decideRules(resource, rules)] : []),
    ...(transition ? [decideTransition(resource, transition)] : []),
  ];
  const refused = asked.find((each) => !each.accepted);
  if (refused && !refused.accepted) {
    const claims = refused.claims.map((claim) => ({ ...claim, reason: refused.refusal }));
    return { refused: claims[0], moves: [] };
  }
  return { moves: asked.flatMap((each) => (each.accepted ? each.moves : [])) };
}

function decideTransition(resource: Resource, transition: "open" | "close" | "cancel"): Decision {
  const { id: resourceId, state } = resource;
  if (transition === "cancel")
    return state === "CANCELLED" ? accept([]) : accept([{ resourceId, kind: "cancelled" }]);
  if (transition === "close") return state === "OPEN" ? accept([{ resourceId, kind: "closed" }]) : accept([]);
  return state === "CLOSED" ? accept([{ resourceId, kind: "opened" }]) : accept([]);
}

function decideRules({ id: resourceId, rules: before }: Resource, rules: Rules): Decision {
  return sameRules(rules, before) ? accept([]) : accept([{ resourceId, kind: "rules", rules }]);
}

function decideEmpty(resource: Resource): Decision {
  const { id: resourceId, booked, held } = resource;
  if (booked + held === 0) return accept([]);
  const claim = { resourceId, quantity: booked + held, reason: null, remaining: remaining(resource) };
  return refuse("CAPACITY_BELOW_BOOKED", [claim]);
}

function sameRules(a: Rules, b: Rules): boolean {
  return (Object.keys(a) as (keyof Rules)[]).every((name) => a[name] === b[name]);
}
