/**
 * Masks the email addresses in a text, such as a mail server's response. The quantifiers are bounded, so that a hostile text
 * stays cheap.
 */
export function withoutAddresses(text: string): string {
  return text.slice(0, 2_000).replace(/[^\s@<>"'(),;:[\]]{1,64}@[^\s@<>"'(),;:[\]]{1,255}/g, "[address]");
}

/** Returns the bare address of `Name <address>`. */
export function addressIn(sender: string): string {
  return /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender;
}
