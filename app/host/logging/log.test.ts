import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createLog } from "./log.ts";

function recorded(level: "debug" | "info" = "info", pretty = false) {
  const lines: string[] = [];
  return {
    lines,
    log: createLog({ level, pretty, destination: { write: (line) => void lines.push(line) } }),
  };
}

const seeded = ["anna@example.org", "hunter2-hunter2", "tok_9f8e7d6c5b4a", "rsv_live_abcdefgh_1234567890"];

test("no seeded secret gets into a log line, wherever it occurs", () => {
  const { log, lines } = recorded("debug");
  const [email, password, token, key] = seeded as [string, string, string, string];
  log.info({ headers: new Headers({ Authorization: `Bearer ${token}`, Cookie: `s=${token}` }) });
  log.warn({ body: { deep: { e_mail: email, newPassword: password, link_token: token, "X-API-Key": key } } });
  log.error({ err: new Error(`550 no such user <${email}>`, { cause: { session_secret: password } }) });
  log.debug({ url: `/setup?token=${token}` }, `sent to ${email} with ${key}`);
  log.error(new Error(`cannot reach postgres://reservo:${password}@db/reservo`));
  log.child({ email, token }).info({ list: [{ cookie: token }] }, `Bearer ${token}`);
  const all = lines.join("");
  expect(lines).toHaveLength(6);
  for (const each of seeded) expect(all).not.toContain(each);
});

test("a failed statement shows its SQLSTATE and constraint, never its SQL or parameters", () => {
  const { log, lines } = recorded();
  const cause = Object.assign(new Error('duplicate key value violates unique constraint "people_pkey"'), {
    code: "23505",
    constraint_name: "people_pkey",
    detail: "Key (email)=(anna@example.org) already exists.",
  });
  const failed = Object.assign(new Error("Failed query: insert into people\nparams: anna"), {
    query: "insert into people",
    params: ["anna"],
    cause,
  });
  log.error({ err: failed }, "failed");
  expect(lines[0]).toContain('"code":"23505"');
  expect(lines[0]).toContain('"constraint":"people_pkey"');
  expect(lines[0]).toContain("log.test.ts");
  expect(lines[0]).not.toMatch(/insert into|anna|Key \(/);
});

test("the value that a database error quotes is not logged", () => {
  const { log, lines } = recorded();
  const error = Object.assign(new Error('invalid input syntax for type uuid: "anna"'), { code: "22P02" });
  log.error({ err: error });
  expect(lines[0]).toContain("22P02");
  expect(lines[0]).not.toContain("anna");
});

test("a line is one JSON object with UTC time and level, and line breaks cannot forge another", () => {
  const { log, lines } = recorded();
  log.info({ route: "/e/x\r\n{}" }, "answered\nforged");
  log.debug({}, "below the level");
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toContain("\n");
  const line = JSON.parse(lines[0] ?? "");
  expect(line).toMatchObject({ level: "info", msg: "answered\nforged" });
  expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test("a line of plain fields is the same on the fast path as through pino, and other lines go through pino", () => {
  const { log, lines } = recorded();
  const withoutTime = () => lines.splice(0).map((line) => line.replace(/"time":"[^"]*",/, ""));
  const plain = { req_id: "a-1", code: 200, ms: 0.4, route: "/api/v1/x/:id", none: undefined, odd: "…" };
  log.info(plain, "answered");
  // A child's lines go through pino.
  log.child({}).info(plain, "answered");
  const [short, long] = withoutTime();
  expect(short).toBe(long);
  for (const fields of [
    { a: 'x"y' },
    { a: "a b" },
    { a: Number.NaN },
    { a: null },
    { 'a"b': 1 },
    { a: [1] },
  ]) {
    log.info(fields, "answered");
    log.child({}).info(fields, "answered");
    const [one, other] = withoutTime();
    expect(one).toBe(other);
    expect(JSON.parse(one ?? "")).toMatchObject({ msg: "answered" });
  }
});

test("an error flushes the buffered lines at once, in a child and as a readable line too", () => {
  for (const pretty of [false, true]) {
    let flushes = 0;
    const log = createLog({
      level: "info",
      pretty,
      destination: { write: () => true, flush: () => void flushes++ },
    });
    log.info({ code: 200 }, "answered");
    expect(flushes).toBe(0);
    log.error({ code: 500 }, "answered");
    log.child({ req_id: "a" }).error(new Error("no seat"), "a request failed");
    expect(flushes).toBe(2);
  }
});

test("readable lines show words, fields and the stack of an error", () => {
  const { log, lines } = recorded("info", true);
  log.child({ req_id: "abc" }).error({ err: new TypeError("no seat"), code: 500 }, "A page failed");
  expect(lines[0]).toMatch(
    /^\d\d:\d\d:\d\d ERROR A page failed req_id=abc code=500\n {2}TypeError: "no seat"\n {4}at /,
  );
});

test.each(["exit", "throw", "end"])("no buffered line is lost when the process ends: %s", async (way) => {
  const script = fileURLToPath(new URL("../../../tests/support/logging-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, way], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const output = await text(child.stdout);
  const lines = output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).line);
  expect(lines).toEqual(Array.from({ length: 1_000 }, (_, line) => line));
});
