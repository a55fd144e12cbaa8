/** Returns bytes as hexadecimal digits for `decode(…, 'hex')`. Several times as fast as concatenating them one by one. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
