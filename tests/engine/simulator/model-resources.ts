import type { Command, Save } from "./commands.ts";
import { ModelRules } from "./model-rules.ts";
import { foremost, type ModelResource, type Refusal } from "./model-world.ts";

/** The commands on resources. */
export class ModelResources extends ModelRules {
  protected ofResource(command: Extract<Command, { resource: string }>): Refusal | undefined {
    const resource = this.resources.get(command.resource);
    if (!resource) return "RESOURCE_NOT_FOUND";
    switch (command.kind) {
      case "setRules":
        resource.rules = command.rules;
        return;
      case "setWaiting":
        resource.waiting = command.waiting;
        return;
      case "giveBack":
        resource.setAside = 0;
        return;
      case "open":
        resource.state = "OPEN";
        return;
      case "close":
        if (resource.state === "OPEN") resource.state = "CLOSED";
        return;
      case "cancelResource":
        return this.#cancelResource(resource, command.ifEmpty);
      case "setCapacity":
        if (this.isBelow(resource, command)) return "CAPACITY_BELOW_BOOKED";
        resource.plan = command.capacity;
    }
  }

  /** All of it or nothing: what stands in the way of any stands in the way of all. */
  protected save(saves: Save[]): Refusal | undefined {
    const refusal = foremost(
      saves.flatMap(({ resource: id, capacity, ifEmpty, shrink }): Refusal[] => {
        const resource = this.resources.get(id);
        if (!resource) return ["RESOURCE_NOT_FOUND"];
        const taken = this.taken(id);
        const isBelow = capacity !== undefined && this.isBelow(resource, { capacity, shrink });
        return isBelow || (ifEmpty && taken > 0) ? ["CAPACITY_BELOW_BOOKED"] : [];
      }),
    );
    if (refusal) return refusal;
    for (const { resource: id, capacity, rules, transition } of saves) {
      const resource = this.of(id);
      resource.plan = capacity ?? resource.plan;
      resource.rules = rules ?? resource.rules;
      if (transition === "cancel") resource.state = "CANCELLED";
      else if (transition && resource.state !== "CANCELLED")
        resource.state = transition === "open" ? "OPEN" : "CLOSED";
    }
  }

  #cancelResource(resource: ModelResource, ifEmpty: boolean): Refusal | undefined {
    if (ifEmpty && this.taken(resource.id) > 0) return "CAPACITY_BELOW_BOOKED";
    resource.state = "CANCELLED";
  }
}
