/** A text, such as a mail server's answer, without the addresses in it. The bounds keep a hostile text cheap. */
export function withoutAddresses(text: string): string {
  return text.slice(0, 2_000).replace(/[^\s@<>"'(),;:[\]]{1,64}@[^\s@<>"'(),;:[\]]{1,255}/g, "[address]");
}

/** The bare address of `Name <address>`. */
export function addressIn(sender: string): string {
  return /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender;
}
