import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { Busy } from "#app/platform/errors.ts";
import { createPasswords } from "./passwords.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const passwords = createPasswords({ root });
afterAll(() => passwords.close());

test("a hash is argon2id with the agreed cost and a unique salt", async () => {
  const hashes = await Promise.all([passwords.hash("correct horse"), passwords.hash("correct horse")]);
  for (const hash of hashes) {
    const [, variant, version, cost, salt = "", digest = ""] = hash.split("$");
    expect([variant, version, cost]).toEqual(["argon2id", "v=19", "m=19456,t=2,p=1"]);
    expect(Buffer.from(salt, "base64")).toHaveLength(16);
    expect(Buffer.from(digest, "base64")).toHaveLength(32);
  }
  expect(hashes[0]).not.toBe(hashes[1]);
});

test("only the right password is verified, and a hash that cannot be read verifies nothing", async () => {
  const hash = await passwords.hash("pässwörd ☂");
  expect(await passwords.verify("pässwörd ☂", hash)).toBe(true);
  expect(await passwords.verify("passwörd ☂", hash)).toBe(false);
  expect(await passwords.verify("x", "$argon2id$nonsense")).toBe(false);
  expect(await passwords.verify("", hash)).toBe(false);
});

test("checking a person who does not exist runs a check, and is never true", async () => {
  expect(await passwords.verifyNothing("correct horse")).toBe(false);
  expect(await passwords.verifyNothing("")).toBe(false);
});

test("timers fire while hashes are computed, and the twenty-second hash is refused", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 5);
  const all = await Promise.allSettled(Array.from({ length: 25 }, () => passwords.hash("correct horse")));
  clearInterval(timer);
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(21);
  const refused = all.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  expect(refused).toHaveLength(4);
  for (const reason of refused) expect(reason).toBeInstanceOf(Busy);
  // Computed on this thread, a hash would let no timer fire.
  expect(turns).toBeGreaterThan(20);
}, 30_000);

test("an urgent verification finds a place in a full queue and precedes what waits there", async () => {
  const hash = await passwords.hash("correct horse");
  const done: string[] = [];
  const others = Array.from({ length: 30 }, () =>
    passwords.verify("wrong", hash).then(
      () => done.push("other"),
      (reason: unknown) => done.push(reason instanceof Busy ? "refused" : "failed"),
    ),
  );
  const urgent = passwords.verify("correct horse", hash, { urgent: true }).then((right) => {
    done.push("urgent");
    return right;
  });
  expect(await urgent).toBe(true);
  await Promise.all(others);
  // One was being verified already.
  expect(done.filter((each) => each !== "refused").indexOf("urgent")).toBe(1);
  expect(done.filter((each) => each === "refused")).toHaveLength(9);
}, 30_000);

test("closing refuses waiting hashes, and the next hash starts a new worker", async () => {
  const own = createPasswords({ root });
  const waiting = own.hash("x");
  const refused = expect(waiting).rejects.toBeInstanceOf(Busy);
  await own.close();
  await refused;
  expect(await own.hash("x")).toMatch(/^\$argon2id/);
  await own.close();
});
