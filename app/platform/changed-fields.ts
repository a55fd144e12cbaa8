/**
 * Returns the names of the fields of `after` whose values differ from those of `before`, in the order of `after`. Fields that
 * are undefined in `after` keep their values.
 */
export function changedFields(before: object, after: object): string[] {
  const former = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([name, value]) => {
    const isSame = value === undefined || JSON.stringify(value) === JSON.stringify(former.get(name) ?? null);
    return isSame ? [] : [name];
  });
}
