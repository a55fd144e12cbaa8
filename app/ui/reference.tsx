/** Formats eight characters as two groups of four, for reading aloud; other lengths are left unchanged. */
export function formatReference(value: string): string {
  return value.length === 8 ? `${value.slice(0, 4)}-${value.slice(4)}` : value;
}

/** A booking's reference: monospaced, fully selected by one click. */
export function Reference({ value }: { value: string }) {
  return <code className="reference">{formatReference(value)}</code>;
}
