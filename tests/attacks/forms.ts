import { type Attack, attackerAddress, type Target } from "./attack.ts";
import { formBody, openClient, type RequestInput } from "./http-client.ts";

/** Longer than a form may take beside everything else that the machine does. */
const SLOW_MS = 2_000;
const BOUNDARY = "multipart/form-data; boundary=edge";

type Body = ReturnType<typeof formBody>;

const bodies = (arrayIndex: number): [words: string, body: Body][] => [
  ["a large index", formBody(`organization[${arrayIndex}]=x`)],
  ["indexes at three depths", formBody("name[5000000].a[5].b=1")],
  ["3,000 levels of indexes", formBody(`a${"[0]".repeat(3_000)}=1`)],
  ["3,000 levels of names", formBody(`a${".b".repeat(3_000)}=1`)],
  ["names of Object.prototype", formBody("__proto__=x&constructor=y&toString=z&hasOwnProperty=1")],
  ["20,000 fields", formBody(Array.from({ length: 20_000 }, (_, index) => `f${index}=1`).join("&"))],
  ["JSON", formBody('{"name":"x"}', "application/json")],
  ["plain text", formBody("name=x", "text/plain")],
  [
    "a multipart body without an end",
    formBody('--edge\r\nContent-Disposition: form-data; name="a"\r\n', BOUNDARY),
  ],
  ["a NUL character", formBody("email=a%00b&password=x")],
];

const forms = ({ quiet: { slug } }: Target) => [
  "/setup?token=x",
  "/sign-in",
  "/invitation?token=x",
  "/forgotten-password",
  "/new-password?token=x",
  "/confirm-email?token=x",
  "/find",
  "/preferences",
  `/e/${slug}`,
  `/e/${slug}/book`,
  `/embed/${slug}`,
  `/embed/${slug}/book`,
  `/embed/${slug}/seen`,
];

export const hostileForms: Attack = {
  name: "forms with hostile bodies",
  finding: "1",
  async run(target) {
    const client = openClient({ port: target.port, from: attackerAddress(1) });
    const faults: string[] = [];
    for (const path of forms(target)) {
      for (const [words, body] of bodies(target.arrayIndex)) {
        const fault = await faultOf({ path, ...body }, (input) => client.send(input));
        if (fault) faults.push(`POST ${path.replace(target.quiet.slug, "…")} with ${words}: ${fault}`);
      }
    }
    client.close();
    return faults;
  },
};

async function faultOf(
  input: RequestInput,
  send: ReturnType<typeof openClient>["send"],
): Promise<string | undefined> {
  const startedAt = performance.now();
  try {
    const { status } = await send(input);
    const ms = Math.round(performance.now() - startedAt);
    if (status >= 500) return `answered ${status}`;
    return ms > SLOW_MS ? `answered after ${ms} ms` : undefined;
  } catch {
    return "no answer";
  }
}
