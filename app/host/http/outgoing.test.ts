import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { startNameServer } from "#tests/support/name-server.ts";
import { RECEIVER_CERTIFICATE } from "#tests/support/receiver-certificate.ts";
import { startWebhookReceiver } from "#tests/support/webhook-receiver.ts";
import { createOutgoing } from "./outgoing.ts";

const receiver = await startWebhookReceiver();
const secure = await startWebhookReceiver({ tls: true });

/** DNS records by type and name; each value is used once, the last one repeatedly. */
const zone = new Map<string, string[]>();
const names = await startNameServer((name, type) => {
  const [first, ...later] = zone.get(`${type} ${name}`) ?? [];
  if (later.length > 0) zone.set(`${type} ${name}`, later);
  return first === undefined ? [] : first.split(" ");
});
const LOOPBACK = "7f000001";
const TEST_NET = "cb007107";

const outgoing = createOutgoing({ allowLoopback: false, nameServers: [names.address], timeoutMs: 400 });
const lenient = createOutgoing({
  allowLoopback: true,
  nameServers: [names.address],
  timeoutMs: 400,
  ca: RECEIVER_CERTIFICATE,
});
const postTo = (url: string, through = outgoing) =>
  through.post({ url, headers: { "X-Test": "yes" }, body: "{}" });

beforeEach(() => {
  zone.clear();
  for (const each of [receiver, secure]) Object.assign(each, { hooks: [], react: () => 200 });
});
afterAll(() => Promise.all([receiver.close(), secure.close(), names.close()]));

describe("no request is sent to an internal address or an unsafe URL", () => {
  const { port } = secure;
  test.each([
    ...[
      "https://127.0.0.1",
      "https://0x7f.1",
      "https://0x7f000001",
      "https://2130706433",
      "https://0177.0.0.1",
    ],
    ...[
      "https://127.1",
      "https://[::1]",
      "https://[::ffff:7f00:1]",
      "https://[::ffff:127.0.0.1]",
      "https://0",
    ],
    ...["https://localhost", "https://LOCALHOST", "https://localhost.", "https://hooks.localhost"],
    ...[
      "https://169.254.169.254",
      "https://0xa9fea9fe",
      "https://[fd00:ec2::254]",
      "https://[64:ff9b::7f00:1]",
    ],
    ...[
      "https://[2002:7f00:1::]",
      "https://10.0.0.1",
      "https://metadata.google.internal",
      "https://１２７.0.0.1",
    ],
  ])("%s", async (origin) => {
    const before = secure.connections();
    expect(await postTo(`${origin}:${port}/latest/meta-data`)).toMatchObject({ error: "address-refused" });
    expect(names.asked).toEqual([]);
    expect(secure.connections()).toBe(before);
  });

  test.each([
    ["http", `http://127.0.0.1:${receiver.port}/`],
    ["credentials", "https://user:secret@hooks.example/"],
    ["another service's port", "https://hooks.example:25/"],
    ["another scheme", "file:///etc/passwd"],
    ["no scheme", "hooks.example"],
  ])("with %s", async (_, url) => {
    expect(await postTo(url)).toMatchObject({ error: "address-refused" });
    expect(receiver.connections()).toBe(0);
  });
});

describe("a name", () => {
  const url = `https://hooks.example:${secure.port}/hook?a=1`;

  test.each([
    ["to this computer", { "A hooks.example": [LOOPBACK] }],
    ["to the metadata service of clouds", { "A hooks.example": ["a9fea9fe"] }],
    ["to this computer by IPv6", { "AAAA hooks.example": ["00000000000000000000000000000001"] }],
    [
      "to this computer as an IPv4-mapped IPv6 address",
      { "AAAA hooks.example": ["00000000000000000000ffff7f000001"] },
    ],
    ["to public and internal addresses at once", { "A hooks.example": [`${TEST_NET} ${LOOPBACK}`] }],
    [
      "to a public IPv4 and an internal IPv6 address",
      {
        "A hooks.example": [TEST_NET],
        "AAAA hooks.example": ["fd000000000000000000000000000001"],
      },
    ],
  ])("that resolves %s is refused without a connection", async (_, records) => {
    for (const [name, values] of Object.entries(records)) zone.set(name, values);
    const before = secure.connections();
    expect(await postTo(url)).toMatchObject({ error: "address-refused" });
    expect(secure.connections()).toBe(before);
  });

  test("that resolves to an internal address after the check is not resolved again: the connection goes to the checked address", async () => {
    zone.set("A hooks.example", [TEST_NET, LOOPBACK]);
    const before = secure.connections();
    const answer = await postTo(
      url,
      createOutgoing({
        allowLoopback: false,
        nameServers: [names.address],
        timeoutMs: 300,
        ca: RECEIVER_CERTIFICATE,
      }),
    );
    expect(answer).toMatchObject({ error: expect.stringMatching(/^(timed-out|no-connection)$/) });
    expect(secure.connections()).toBe(before);
    // The next delivery resolves it again, and refuses.
    expect(await postTo(url)).toMatchObject({ error: "address-refused" });
    expect(secure.connections()).toBe(before);
  });

  test("that does not exist is reported as such", async () => {
    expect(await postTo(url)).toMatchObject({ error: "name-not-found" });
  });

  test("is what TLS and the Host header name, while the connection goes to its address", async () => {
    zone.set("A hooks.example", [LOOPBACK]);
    expect(await postTo(url, lenient)).toMatchObject({ code: 200 });
    expect(secure.hooks).toMatchObject([
      {
        path: "/hook?a=1",
        servername: "hooks.example",
        body: "{}",
        headers: { host: `hooks.example:${secure.port}`, "x-test": "yes" },
      },
    ]);
  });

  test("with a certificate for another name, or an untrusted one, gets no request", async () => {
    zone.set("A other.example", [LOOPBACK]);
    expect(await postTo(url.replace("hooks.", "other."), lenient)).toMatchObject({ error: "tls-failed" });
    const strict = createOutgoing({ allowLoopback: true, nameServers: [names.address] });
    zone.set("A hooks.example", [LOOPBACK]);
    expect(await postTo(url, strict)).toMatchObject({ error: "tls-failed" });
    expect(secure.hooks).toEqual([]);
  });
});

describe("a response", () => {
  const post = () => postTo(`${receiver.url}/hook`, lenient);

  test("is its status and the beginning of its body", async () => {
    receiver.react = () => ({ status: 422, body: `no\0thanks ${"x".repeat(5_000)}` });
    const answer = await post();
    expect(answer).toMatchObject({ code: 422, response: expect.stringMatching(/^no\u{fffd}thanks x+$/u) });
    expect("response" in answer && answer.response.length).toBe(2_048);
  });

  test("that redirects is not followed", async () => {
    const elsewhere = `${secure.url}/latest/meta-data`;
    const before = secure.connections();
    receiver.react = () => ({ status: 302, headers: { Location: elsewhere } });
    expect(await post()).toMatchObject({ code: 302 });
    receiver.react = () => ({ status: 307, headers: { Location: "http://169.254.169.254/" } });
    expect(await post()).toMatchObject({ code: 307 });
    expect(secure.connections()).toBe(before);
    expect(receiver.hooks).toHaveLength(2);
  });

  test("that never ends is cut off before the timeout, and its beginning is stored", async () => {
    receiver.react = () => "endless";
    const patient = createOutgoing({ allowLoopback: true, timeoutMs: 60_000 });
    const answer = await postTo(receiver.url, patient);
    expect(answer).toMatchObject({ code: 200, response: "x".repeat(2_048) });
    expect(answer).not.toHaveProperty("error");
  });

  test("that does not arrive ends as a timeout", async () => {
    receiver.react = () => "hang";
    expect(await post()).toMatchObject({ error: "timed-out" });
  });

  test("of a receiver that closes the connection, or does not listen, is an error", async () => {
    receiver.react = () => "close";
    expect(await post()).toMatchObject({ error: "closed" });
    const gone = await startWebhookReceiver();
    await gone.close();
    expect(await postTo(gone.url, lenient)).toMatchObject({ error: "no-connection" });
  });
});
