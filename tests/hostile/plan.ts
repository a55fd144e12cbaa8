import { GROUPS, type HostileValue, VALUES } from "./values.ts";

/** A field of an entry point, of which others of its kind are read in the same way. */
export interface PlannedField {
  /** Unique among all fields that are planned together. */
  id: string;
  kind: string;
  /** Whether sending it takes long, so that others of its kind try more. */
  isLarge: boolean;
}

/** Which values are tried in which field, by the field's id. */
export type Plan = ReadonlyMap<string, readonly HostileValue[]>;

/** So many small forms with a kind of field try all values together. */
const MIN_SMALL = 3;
/** Whether all values are tried in all fields, which takes minutes. */
const TRIES_ALL = process.env.HOSTILE === "all";

/**
 * Deals the values out to fields. Each value is tried in a field of each kind, and each field meets a value of each group; with
 * `HOSTILE=all` in the environment, each field meets all values. The same fields have the same plan in each run.
 */
export function planOf(fields: readonly PlannedField[]): Plan {
  const kinds = new Map<string, PlannedField[]>();
  for (const field of fields) kinds.set(field.kind, [...(kinds.get(field.kind) ?? []), field]);
  const plan = new Map<string, readonly HostileValue[]>();
  for (const alike of kinds.values()) {
    const small = alike.filter(({ isLarge }) => !isLarge);
    const sharing = small.length >= MIN_SMALL ? small : alike;
    for (const [index, field] of alike.entries()) {
      const share = shareOf(sharing.indexOf(field), sharing.length);
      plan.set(field.id, TRIES_ALL ? VALUES : turned(withEachGroup(share, index), index));
    }
  }
  return plan;
}

/** Returns what one of so many fields of a kind tries, so that they try all together. */
function shareOf(index: number, fields: number): HostileValue[] {
  return VALUES.filter((_, at) => at % fields === index);
}

/** Adds a value of each group that is missing. */
function withEachGroup(share: HostileValue[], index: number): HostileValue[] {
  const missing = Object.values(GROUPS).filter((group) => !group.some((value) => share.includes(value)));
  return [...share, ...missing.flatMap((group) => group[index % group.length] ?? [])];
}

/** Neighbours in a form begin with different groups, so that not all of its fields are refused at once. */
function turned(values: HostileValue[], by: number): HostileValue[] {
  const first = (by * 7) % values.length;
  return [...values.slice(first), ...values.slice(0, first)];
}
