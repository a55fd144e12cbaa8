import type { AnyRefusal } from "./refusals.ts";

/**
 * Result of a command: what it did (`Done`), or the refusal for which it did nothing, with facts about it (`Facts`). Unexpected
 * failures are thrown. Without type arguments it is always `{ ok: true }`.
 */
export type CommandResult<
  Code extends AnyRefusal = never,
  Done extends object = object,
  Facts extends object = object,
> = ({ ok: true } & Done) | ([Code] extends [never] ? never : { ok: false; refusal: Code } & Facts);

/** Returns the result of a command that changes one row, or refuses with `code` if no row was found. */
export function changedOne<Code extends AnyRefusal>(rows: readonly unknown[], code: Code) {
  return rows.length > 0 ? ({ ok: true } as const) : ({ ok: false, refusal: code } as const);
}
