import type { Signer } from "./signer.ts";

const IV_BYTES = 12;

/** Context of an encrypted text, so that one sealed text cannot replace another. */
interface Seal {
  signer: Signer;
  purpose: string;
  /** The row that the text belongs to. */
  boundTo: Uint8Array;
}

/** Encrypts a text (AES-256-GCM) with a key for the purpose, derived from the deployment's secret. */
export async function seal(text: string, { signer, purpose, boundTo }: Seal): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const algorithm = { name: "AES-GCM", iv, additionalData: bytes(boundTo) };
  const encrypted = await crypto.subtle.encrypt(
    algorithm,
    await keyOf(signer, purpose),
    new TextEncoder().encode(text),
  );
  const sealed = new Uint8Array(IV_BYTES + encrypted.byteLength);
  sealed.set(iv);
  sealed.set(new Uint8Array(encrypted), IV_BYTES);
  return sealed;
}

/** Decrypts a text; returns undefined if it was not sealed with this secret, for this purpose and row. */
export async function unseal(
  sealed: Uint8Array,
  { signer, purpose, boundTo }: Seal,
): Promise<string | undefined> {
  const iv = bytes(sealed.subarray(0, IV_BYTES));
  const algorithm = { name: "AES-GCM", iv, additionalData: bytes(boundTo) };
  try {
    const key = await keyOf(signer, purpose);
    const decrypted = await crypto.subtle.decrypt(algorithm, key, bytes(sealed.subarray(IV_BYTES)));
    return new TextDecoder().decode(decrypted);
  } catch {
    // The platform has one error for every kind of foreign ciphertext.
    return undefined;
  }
}

async function keyOf(signer: Signer, purpose: string): Promise<CryptoKey> {
  const raw = bytes(signer.sign("seal", purpose));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Returns a copy with its own buffer, which the platform's types require. */
const bytes = (some: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(some);
