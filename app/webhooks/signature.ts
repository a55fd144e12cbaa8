import { fromBase64, toBase64 } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";

/** How long the previous secret stays valid after a rotation. */
export const OVERLAP_HOURS = 24;

export interface Signed {
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  body: string;
}

/**
 * Returns the endpoint's secret with the given number, in the format of Standard Webhooks. It is derived from the
 * deployment's secret, so that a stolen database cannot be used to forge signatures.
 */
export function secretOf(
  signer: Signer,
  endpoint: { organizationId: string; id: string },
  number: number,
): string {
  const { organizationId, id } = endpoint;
  return `whsec_${toBase64(signer.sign("webhook", organizationId, id, String(number)))}`;
}

/** Returns the headers of Standard Webhooks, with one signature per secret, so that a receiver can use either. */
export async function signedHeaders(secrets: string[], signed: Signed): Promise<Record<string, string>> {
  const content = new TextEncoder().encode(`${signed.id}.${signed.timestamp}.${signed.body}`);
  const signatures = await Promise.all(secrets.map((secret) => signatureOf(secret, content)));
  return {
    "webhook-id": signed.id,
    "webhook-timestamp": String(signed.timestamp),
    "webhook-signature": signatures.join(" "),
    "Content-Type": "application/json",
  };
}

async function signatureOf(secret: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = fromBase64(secret.replace(/^whsec_/, ""));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return `v1,${toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, content)))}`;
}
