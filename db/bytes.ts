/** Bytes as hexadecimal digits, as `decode(…, 'hex')` takes them. Several times as fast as putting them together one by one. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
