/** Eight characters as two groups of four, as a person reads them aloud; any other length is left as it is. */
export function spellReference(value: string): string {
  return value.length === 8 ? `${value.slice(0, 4)}-${value.slice(4)}` : value;
}

/** A booking's reference: fixed-width, selected as a whole by one click. */
export function Reference({ value }: { value: string }) {
  return <code className="reference">{spellReference(value)}</code>;
}
