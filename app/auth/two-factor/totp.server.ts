import { Secret, TOTP } from "otpauth/slim";

/** A code is valid for its own step and the one before and after, since clocks differ. */
const WINDOW = 1;
const PERIOD_SECONDS = 30;
/** The size that RFC 4226 recommends: 160 bits. */
const SECRET_BYTES = 20;

/** The parameters that every authenticator app supports (RFC 6238). */
const totpOf = (secret: string, label = "") =>
  new TOTP({
    issuer: "Reservo",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });

/** Returns a new secret in base 32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** Returns the URI for an authenticator app, which shows the email address as the name of the account. */
export function totpUri(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/** Returns the 30-second step that a code belongs to; undefined if it is wrong. Spaces in the code are ignored. */
export function stepOfCode(secret: string, typed: string, at: Date): number | undefined {
  const token = typed.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const timestamp = at.getTime();
  const delta = totpOf(secret).validate({ token, timestamp, window: WINDOW });
  return delta === null ? undefined : Math.floor(timestamp / 1_000 / PERIOD_SECONDS) + delta;
}
