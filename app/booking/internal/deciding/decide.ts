import type { World } from "../../world.ts";
import {
  decideCancel,
  decideChangePerson,
  decideConfirm,
  decideExpire,
  decideExtend,
} from "./decide-booking.ts";
import { decideResource, decideSave } from "./decide-resource.ts";
import { decideChange, decideTake } from "./decide-take.ts";
import type { Command, Decision } from "./decision.ts";

/**
 * Decides a command on the world at `now` (database time, epoch milliseconds). Pure: no I/O, no clock, no randomness; the
 * same arguments always yield the same decision. Applying a decision cannot fail.
 */
export function decide(world: World, command: Command, now: number): Decision {
  switch (command.kind) {
    case "book":
    case "hold":
    case "offer":
      return decideTake(world, command, now);
    case "change":
      return decideChange(world, command, now);
    case "confirm":
      return decideConfirm(world, command, now);
    case "changePerson":
      return decideChangePerson(world, command);
    case "extend":
      return decideExtend(world, command, now);
    case "cancel":
      return decideCancel(world, command, now);
    case "expire":
      return decideExpire(world, command, now);
    case "saveResources":
      return decideSave(world, command);
    default:
      return decideResource(world, command);
  }
}
