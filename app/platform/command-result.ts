import type { AnyRefusal } from "./refusals.ts";

/**
 * What a command returns: what it did (`Done`), or which refusal kept it from doing anything, with what is known about it
 * (`Facts`). Unexpected failures are thrown. Without type arguments: `{ ok: true }` always.
 */
export type CommandResult<
  Code extends AnyRefusal = never,
  Done extends object = object,
  Facts extends object = object,
> = ({ ok: true } & Done) | ([Code] extends [never] ? never : { ok: false; refusal: Code } & Facts);

/** Returns the result of a command that changes the row it is about, or refuses with `code` where there was none. */
export function changedOne<Code extends AnyRefusal>(rows: readonly unknown[], code: Code) {
  return rows.length > 0 ? ({ ok: true } as const) : ({ ok: false, refusal: code } as const);
}
