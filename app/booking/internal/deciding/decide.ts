import type { ActsAs } from "#app/platform/ctx.ts";
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
import { Reasons } from "./overrides.ts";

/**
 * Decides a command on the world at `now` (database time, epoch milliseconds). Pure: no I/O, no clock, no randomness; the
 * same arguments always yield the same decision. Applying a decision cannot fail. Booking rules refuse attendees and programs;
 * for the desk and the system they become warnings.
 */
export function decide(world: World, command: Command, now: number, actsAs: ActsAs): Decision {
  const reasons = new Reasons(actsAs);
  return reasons.warn(decideFor(world, command, now, reasons));
}

function decideFor(world: World, command: Command, now: number, reasons: Reasons): Decision {
  switch (command.kind) {
    case "book":
    case "hold":
    case "offer":
      return decideTake(world, command, now, reasons);
    case "change":
      return decideChange(world, command, now, reasons);
    case "confirm":
      return decideConfirm(world, command, now, reasons);
    case "changePerson":
      return decideChangePerson(world, command, reasons);
    case "extend":
      return decideExtend(world, command, now, reasons);
    case "cancel":
      return decideCancel(world, command, now, reasons);
    case "expire":
      return decideExpire(world, command, now);
    case "saveResources":
      return decideSave(world, command);
    default:
      return decideResource(world, command);
  }
}
