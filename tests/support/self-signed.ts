import { createSign, generateKeyPairSync, randomBytes } from "node:crypto";

/** Returns a self-signed certificate for the names, valid for a day, and its key; both PEM. */
export function selfSigned(names: string[]): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = publicKey.export({ type: "spki", format: "der" });
  const algorithm = sequence(ECDSA_WITH_SHA256);
  const name = sequence(set(sequence(COMMON_NAME, der(0x0c, Buffer.from(names[0] ?? "localhost")))));
  const validity = sequence(time(Date.now() - 3_600_000), time(Date.now() + 86_400_000));
  const alternatives = sequence(...names.map((each) => der(0x82, Buffer.from(each))));
  const extensions = der(0xa3, sequence(sequence(ALTERNATIVE_NAMES, der(0x04, alternatives))));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const body = sequence(version, serial, algorithm, name, validity, name, spki, extensions);
  const signature = createSign("sha256").update(body).sign(privateKey);
  const signed = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = signed.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** Encodes one DER value: tag, length, value. */
function der(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size =
    length < 128
      ? Buffer.from([length])
      : length < 256
        ? Buffer.from([0x81, length])
        : Buffer.from([0x82, length >> 8, length & 255]);
  return Buffer.concat([Buffer.from([tag]), size, value]);
}

const sequence = (...values: Buffer[]) => der(0x30, Buffer.concat(values));
const set = (...values: Buffer[]) => der(0x31, Buffer.concat(values));
const time = (at: number) =>
  der(0x17, Buffer.from(`${new Date(at).toISOString().replace(/\D/g, "").slice(2, 14)}Z`));

const ECDSA_WITH_SHA256 = der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
const COMMON_NAME = der(0x06, Buffer.from([0x55, 0x04, 0x03]));
const ALTERNATIVE_NAMES = der(0x06, Buffer.from([0x55, 0x1d, 0x11]));
