import type { Request } from "../../request.ts";
import type { Resource } from "../../world.ts";
import type { Command } from "./decision.ts";

/** The rows that a batch's requests name. */
export interface Wanted {
  resourceIds: string[];
  bookingIds: string[];
  holders: string[];
  networks: string[];
  /** Bookings that may grow. For holds, the live holds of their networks matter. */
  growing: string[];
  /** Holds that may be extended. Their holders' recent holds matter. */
  extending: string[];
  persons: string[];
}

/** Collects the rows that the requests of a batch name. */
export function wantedOf(requests: Request[]): Wanted {
  const wanted = {
    resourceIds: new Set<string>(),
    bookingIds: new Set<string>(),
    holders: new Set<string>(),
    networks: new Set<string>(),
    growing: new Set<string>(),
    extending: new Set<string>(),
    persons: new Set<string>(),
  };
  for (const { command } of requests) {
    for (const id of namedResources(command)) wanted.resourceIds.add(id);
    if ("bookingId" in command && !isTakeCommand(command)) wanted.bookingIds.add(command.bookingId);
    if (command.kind === "hold" && command.holder) wanted.holders.add(command.holder);
    if (command.kind === "hold" && command.network) wanted.networks.add(command.network);
    if (command.kind === "hold" && command.wideNetwork) wanted.networks.add(command.wideNetwork);
    if (command.kind === "change") wanted.growing.add(command.bookingId);
    if (command.kind === "extend") wanted.extending.add(command.bookingId);
    if ("person" in command && command.person) wanted.persons.add(command.person);
  }
  return {
    resourceIds: [...wanted.resourceIds],
    bookingIds: [...wanted.bookingIds],
    holders: [...wanted.holders],
    networks: [...wanted.networks],
    growing: [...wanted.growing],
    extending: [...wanted.extending],
    persons: [...wanted.persons].sort(),
  };
}

/** Returns the ids of the resources that a command names; none for commands on a booking. */
export function namedResources(command: Command): string[] {
  if ("claims" in command) return command.claims.map((claim) => claim.resourceId);
  if ("resources" in command) return command.resources.map((save) => save.resourceId);
  return "resourceId" in command ? [command.resourceId] : [];
}

/** Returns whether a command creates a booking. */
export function isTakeCommand(
  command: Command,
): command is Extract<Command, { kind: "book" | "hold" | "offer" }> {
  return command.kind === "book" || command.kind === "hold" || command.kind === "offer";
}

/** Returns the limits that the requests are decided on. `scopes` has the scopes of named bookings, by id. */
export function limitsOf(
  requests: Request[],
  resources: Resource[],
  scopes: Map<string, string>,
): { scope: string; person: string }[] {
  const byId = new Map(resources.map((each) => [each.id, each.rules]));
  return requests.flatMap(({ command }) => {
    if ((command.kind === "confirm" || command.kind === "changePerson") && command.person) {
      const scope = scopes.get(command.bookingId);
      return scope ? [{ scope, person: command.person }] : [];
    }
    if (!isTakeCommand(command) || !command.person) return [];
    const { person } = command;
    return command.claims.flatMap(({ resourceId }) => {
      const rules = byId.get(resourceId);
      return rules?.scope && rules.maxPerPerson !== null ? [{ scope: rules.scope, person }] : [];
    });
  });
}

/** Returns the keys and request ids to look up. `again`: whether an earlier attempt may have committed. */
export function keysOf(requests: Request[], { again }: { again: boolean }) {
  return {
    keys: requests.flatMap((request) => request.idempotency?.keyHash ?? []),
    requestIds: again ? requests.map((request) => request.requestId) : [],
  };
}
