import type { Plants } from "./plant.ts";
import { refusalPlants } from "./refusal-plants.ts";
import type { rules } from "./rules.ts";
import { testPlants } from "./test-plants.ts";
import { textPlants } from "./text-plants.ts";
import { wordPlants } from "./word-plants.ts";

const lines = (count: number) => Array.from({ length: count }, (_, index) => `  step(${index});`).join("\n");

/** For each rule, files that break it and files that come close and do not. Each bad one is judged alone. */
export const plants: Record<keyof typeof rules, Plants> = {
  "forms of organisers' pages carry a key": {
    bad: [
      ["app/desk/x.tsx", 'import { Form, Link } from "@remix-run/react";'],
      ["app/routes/admin/x.tsx", 'import { Form as Sent } from "@remix-run/react";'],
      ["app/webhooks/x.ts", 'import { useFetcher } from "@remix-run/react";'],
      ["app/admin/x.ts", 'import { useSubmit } from "@remix-run/react";'],
    ],
    good: [
      ["app/ui/admin/admin-form.tsx", 'import { Form } from "@remix-run/react";'],
      ["app/desk/x.tsx", 'import { Link } from "@remix-run/react";\nimport { Form } from "./form.tsx";'],
    ],
  },
  "imports point down, and only compose imports the host": {
    bad: [
      ["app/booking/commands.server.ts", 'const a = 1;\nimport { x } from "#app/events/x.ts";'],
      ["app/booking/commands.server.ts", 'import type { X } from "#app/notifications/x.ts";'],
      ["app/booking/commands.server.ts", 'const x = await import("../events/x.ts");'],
      ["app/booking/commands.server.ts", 'type X = import("#app/auth/x.ts").X;'],
      ["app/booking/commands.server.ts", 'export { x } from "#app/events/x.ts";'],
      ["app/questions/x.ts", 'import type { Event } from "#app/events/event.ts";'],
      ["app/events/x.ts", 'import { x } from "#app/attendees/x.ts";'],
      ["app/attendees/x.ts", 'import { x } from "#app/checkout/x.ts";'],
      ["app/listing/x.ts", 'import { x } from "#app/self-service/x.ts";'],
      ["app/auth/x.ts", 'import { x } from "#app/webhooks/x.ts";'],
      ["app/embed/x.ts", 'import { x } from "#app/desk/x.ts";'],
      ["app/events/x.ts", 'import { loader } from "#app/routes/admin/layout.tsx";'],
      ["app/routes/admin/layout.tsx", 'import { x } from "#app/api/x.ts";'],
      ["app/routes/admin/layout.tsx", 'import { x } from "#app/host/x.ts";'],
      ["app/jobs/x.ts", 'import { x } from "#app/compose/x.ts";'],
      ["app/root.tsx", 'import { start } from "./host/listen.ts";'],
      ["app/entry.server.tsx", 'import { a } from "./host/a.ts";'],
      ["app/host/x.ts", 'import { x } from "#app/booking/commands.server.ts";'],
      ["app/platform/x.ts", 'import { x } from "#app/i18n/x.ts";'],
      ["db/seed.ts", 'import { x } from "#app/platform/x.ts";'],
      ["app/ui/button.tsx", 'import type { Event } from "#app/events/event.ts";'],
      ["app/ui/button.tsx", 'import { x } from "#app/platform/x.server.ts";'],
      ["app/elements/seat-stepper.ts", 'import { x } from "#app/ui/x.ts";'],
      ["app/elements/seat-stepper.ts", 'import { useState } from "react";'],
      ["app/booking/x.ts", 'import { Button } from "#app/ui/button.tsx";'],
      ["app/events/x.ts", 'import { testDatabase } from "#tests/support/database.ts";'],
      ["app/api/x.ts", 'import { handler } from "#app/entry.server.tsx";'],
      ["server.mjs", 'import { x } from "./app/host/http/listen.ts";'],
    ],
    good: [
      [
        "app/booking/x.ts",
        'import { a } from "#app/availability/a.ts";\nimport { b } from "./b.ts";\nimport "hono";',
      ],
      ["app/notifications/x.ts", 'import { a } from "#app/events/a.ts";\nimport { b } from "#db/client.ts";'],
      ["app/compose/x.ts", 'import { a } from "#app/host/a.ts";\nimport { b } from "#app/jobs/b.ts";'],
      ["app/entry.server.tsx", 'import { start } from "./compose/start.server.ts";'],
      [
        "app/checkout/x.ts",
        'import { a } from "#app/attendees/a.ts";\nimport { b } from "#app/questions/b.ts";',
      ],
      ["app/events/x.tsx", 'import { Button } from "#app/ui/button.tsx";'],
      [
        "app/routes/admin/layout.tsx",
        'import { a } from "#app/auth/a.ts";\nimport { b } from "#app/ui/b.tsx";',
      ],
      ["app/root.tsx", 'import "./styles/public.css";\nimport type {} from "./elements/elements.d.ts";'],
      ["app/elements/elements.d.ts", 'import type { HTMLAttributes } from "react";'],
      [
        "app/host/mail/mail.test.ts",
        'import { a } from "#tests/support/smtp.ts";\nimport { b } from "#app/events/b.ts";',
      ],
      ["app/booking/x.ts", '// import { x } from "#app/events/x.ts"\nconst text = "#app/events/x.ts";'],
      ["playwright.config.ts", 'import { a } from "./tests/support/browser.ts";'],
    ],
  },
  "no file imports itself by way of others": {
    bad: [["app/events/a.ts", 'const own = 1;\nimport type { A } from "./a.ts";']],
    good: [["app/events/a.ts", 'import type { B } from "./b.ts";']],
  },
  "no folder of app/ has more than 40 files": { bad: [], good: [["app/events/a.ts", ""]] },
  "no spread of an inline literal": {
    bad: [
      ["app/events/x.ts", "const a = {\n  ...{ id, name },"],
      ["tests/api/x.test.ts", "const a = { b: 1, ...({ id }) };"],
      ["app/events/x.ts", 'const a = { ...({ kind: "x" } as const) };'],
    ],
    good: [["app/events/x.ts", "const a = { ...rest, ...(known ? { known } : {}), b: [...[1, 2]] };"]],
  },
  "constants that are times carry their unit": {
    bad: [
      ["app/events/x.ts", "const POLL = 250;"],
      ["db/internal/x.ts", "const UNREADY_AFTER = 10 * SECOND;"],
      ["app/jobs/x.ts", "setTimeout(run, BREATH);\nconst BREATH = 5;"],
    ],
    good: [
      ["app/events/x.ts", "const POLL_MS = 250;\nconst LEASE_SECONDS = 60;\nconst MAX_EVENTS = 20;"],
      ["app/jobs/x.ts", 'const SECOND = 1_000;\nconst AFTER = "after";'],
      ["tests/engine/x.test.ts", "const POLL = 250;"],
    ],
  },
  "imports are written with an extension, by # across folders and relative within one": {
    bad: [
      ["app/events/x.ts", 'import { y } from "./y";'],
      ["app/events/x.ts", 'import { y } from "../booking/y.ts";'],
      ["app/events/x.ts", 'import { y } from "#app/events/y.ts";'],
      ["db/client.ts", 'import * as schema from "#db/schema/index.ts";'],
      ["tests/routes/x.test.ts", 'import { y } from "../support/y.ts";'],
      ["app/events/x.ts", 'import { y } from "#app/booking/internal/y.ts";'],
      ["tests/engine/x.test.ts", 'import { y } from "#db/internal/pool.ts";'],
    ],
    good: [
      ["app/events/x.ts", 'import { y } from "./y.ts";\nimport { z } from "#app/booking/z.ts";'],
      ["app/root.tsx", 'import { y } from "./ui/y.tsx";\nimport font from "#app/styles/fonts/a.woff2?url";'],
      ["db/schema/x.ts", 'import { y } from "../internal/y.ts";'],
      ["app/events/internal/x.ts", 'import { y } from "./y.ts";'],
    ],
  },
  "no file only hands on the exports of others": {
    bad: [
      ["app/events/public.ts", 'export * from "./x.ts";'],
      ["app/events/public.ts", 'const own = 1;\nexport { own };\nexport { x } from "./x.ts";'],
      ["app/events/public.ts", 'export type { X } from "./internal/x.ts";'],
      ["app/events/index.ts", "export const events = 1;"],
    ],
    good: [
      ["db/schema/index.ts", 'export * from "./events.ts";'],
      ["app/elements/index.ts", 'import { A } from "./a.ts";\ncustomElements.define("a-b", A);'],
      ["db/client.ts", 'export { x } from "./internal/x.ts";\nexport function open() {}'],
    ],
  },
  "modules of Node stay in the host, the database, tests and configuration": {
    bad: [
      ["app/events/x.ts", 'import { readFile } from "node:fs/promises";'],
      ["app/platform/x.ts", 'import { createHash } from "crypto";'],
      ["app/routes/x.tsx", 'const fs = await import("node:fs");'],
    ],
    good: [
      ["app/host/x.ts", 'import { readFile } from "node:fs/promises";'],
      ["db/x.ts", 'import "node:path";'],
      ["app/events/x.test.ts", 'import "node:path";'],
      ["app/events/x.ts", 'import "path-browserify";'],
    ],
  },
  "globals of Node stay there too": {
    bad: [
      ["app/booking/x.ts", "const a = 1;\nprocess.nextTick(run);"],
      ["app/platform/x.ts", 'const a = globalThis.process?.getBuiltinModule("node:crypto");'],
      ["app/events/x.ts", 'const a = Buffer.from("x");'],
      ["app/booking/x.ts", "setImmediate(run);"],
    ],
    good: [
      ["app/host/x.ts", "process.nextTick(run);"],
      ["app/compose/x.ts", "process.nextTick(run);"],
      ["app/events/x.ts", "const a = { process: 1 };\nconst b = a.process;\nfunction c(require: boolean) {}"],
    ],
  },
  "the environment is read in one place": {
    bad: [
      ["app/events/x.ts", "const a = process.env.PORT;"],
      ["app/host/x.ts", 'const a = process["env"];'],
      ["db/x.ts", "const { env } = process;"],
    ],
    good: [
      ["app/platform/env.ts", "const a = process.env;"],
      ["tests/support/x.ts", "const a = process.env.CHROMIUM_PATH;"],
      [
        "app/host/x.ts",
        'const env = {};\nconst pid = process.pid; // not process.env\nconst text = "process.env";',
      ],
    ],
  },
  "the clock is read in platform/, host/ and elements/": {
    bad: [
      ["app/events/x.ts", "const a = Date.now();"],
      ["app/routes/x.tsx", "const a = new Date();"],
      ["app/booking/x.ts", "const a = new Date;"],
      ["app/booking/x.ts", "const started = performance.now();"],
      ["app/booking/x.ts", "const clock = globalThis.Date.now;"],
      ["app/events/x.ts", "const a = Temporal.Now.instant();"],
    ],
    good: [
      ["app/events/x.ts", "const a = new Date(row.startsAt);\nconst b = ctx.now;"],
      ["app/platform/clock.ts", "const a = Date.now();"],
      ["app/elements/x.ts", "const a = new Date();"],
    ],
  },
  "nothing rolls dice with Math.random": {
    bad: [
      ["app/booking/x.ts", "const a = Math.random();"],
      ["db/x.ts", "const roll = Math.random;"],
    ],
    good: [
      ["app/host/x.ts", "const a = Math.random();"],
      ["tests/bench/x.ts", "const a = Math.random();"],
    ],
  },
  "rows are locked in one file": {
    bad: [
      ["app/booking/internal/committing/commit.server.ts", "const a = sql`select 1 FOR  UPDATE`;"],
      ["app/events/x.ts", 'await tx.select().from(resources).for("update");'],
      ["app/events/x.ts", 'await tx.select().from(resources).for("no key update", { skipLocked: true });'],
      ["app/events/x.ts", 'const a = "select 1 for no key update";'],
      ["app/jobs/x.ts", 'await tx.select().from(jobs).for("update");'],
      ["app/notifications/mail.ts", "const a = sql`select $" + "{x} for update skip locked`;"],
      ["db/migrations/0003_x.sql", "BEGIN\n  SELECT 1 FROM resources FOR UPDATE;"],
    ],
    good: [
      ["app/booking/internal/committing/ledger.server.ts", "const a = `select 1 for update`;"],
      ["app/jobs/x.ts", 'await tx.select().from(jobs).for("update", { skipLocked: true });'],
      ["app/mail/mail-queue.server.ts", "const a = sql`select 1 for update skip locked`;"],
      [
        "app/events/x.ts",
        '// for update\nconst text = "wait for updates";\nfor (const update of updates) use(update);',
      ],
      ["db/migrations/0003_x.sql", "-- locks nothing for update\nSELECT 1;"],
    ],
  },
  "what is remembered of a database is the same by each of its handles": {
    bad: [
      ["app/events/x.server.ts", "const a = 1;\nconst memories = new WeakMap<Db, Memory<boolean>>();"],
      ["app/booking/x.server.ts", "const engines = new Map<Db, Engine>();"],
      ["app/platform/x.ts", "const a: WeakMap<Db, number> = new WeakMap();"],
    ],
    good: [
      ["app/events/x.server.ts", "const memories = new PerDatabase<Memory<boolean>>();"],
      ["app/admin/x.server.ts", "const accounts = new WeakMap<AppLoadContext, Account>();"],
      ["app/availability/x.server.ts", "const known = new LRUCache<string, Known, Db>({ max: 1 });"],
      ["tests/engine/x.test.ts", "const seen = new WeakMap<Db, number>();"],
    ],
  },
  "posted bodies are read by one reader": {
    bad: [
      ["app/routes/x.tsx", "const a = 1;\nconst form = await request.formData();"],
      ["app/routes/x.tsx", "const form = await args.request.formData();"],
      ["app/routes/x.tsx", "const form = await request.clone().formData();"],
      ["app/events/x.server.ts", "const form = await call.request.formData();"],
      ["app/events/x.server.ts", "const form = await sent.formData();"],
      ["app/embed/x.server.ts", "const form = new URLSearchParams(await request.text());"],
      ["app/auth/x.server.ts", "const wanted = await request.json();"],
      ["app/api/x.server.ts", "const bytes = await asked.request.arrayBuffer();"],
      ["app/routes/x.tsx", "const bytes = await request.clone().bytes();"],
      ["app/routes/x.tsx", "const reader = request.body?.getReader();"],
    ],
    good: [
      ["app/platform/http/read-form.ts", "const bytes = await request.arrayBuffer();"],
      ["app/host/http/body.ts", "const bytes = await request.arrayBuffer();"],
      ["app/embed/loader/loader.ts", "const text = await request.text();"],
      ["app/routes/x.test.ts", "const form = await request.formData();"],
      ["app/events/x.ts", "const text = await answer.text();\nconst { body } = row;\nconst a = route.body;"],
    ],
  },
  "each table is written by one module": {
    bad: [
      ["app/checkout/x.ts", "const a = 1;\nawait tx.tx.insert(mails);"],
      ["app/jobs/x.ts", "await db.delete(webhookEndpoints).where(old);"],
      ["app/events/x.ts", "const a = sql`insert into link_tokens (id) values ($" + "{id})`;"],
      ["app/attendees/x.ts", 'await db.update(people).set({ name: "" });'],
    ],
    good: [
      ["app/mail/x.ts", "await tx.tx.insert(mails).values(row);"],
      ["app/checkout/x.ts", "const a = sql`select 1 from mails`;\nseen.delete(key);"],
      ["app/checkout/x.ts", 'const a = "Update your booking";'],
    ],
  },
  "files stay short": {
    bad: [["app/styles/public.css", `${"a{}\n".repeat(401)}`]],
    good: [["tests/engine/x.test.ts", "a();\n".repeat(400)]],
  },
  "functions stay under 60 lines": {
    bad: [
      ["app/events/x.ts", `const a = 1;\nfunction long() {\n${lines(60)}\n}`],
      ["app/ui/x.tsx", `export const Long = () => (\n<div>\n${"<i />\n".repeat(58)}</div>\n);`],
      ["tests/engine/x.test.ts", `test("long", () => {\n${lines(60)}\n});`],
    ],
    good: [
      ["app/events/x.ts", `function short() {\n${lines(59)}\n}`],
      ["tests/engine/x.test.ts", `describe("long", () => {\n${lines(80)}\n});`],
    ],
  },
  "files have names that say something, in kebab-case": {
    bad: [
      ["app/events/eventList.ts", ""],
      ["app/events/Event.tsx", ""],
      ["app/utils/x.ts", ""],
      ["app/events/date-helpers.ts", ""],
      ["app/routes/common.tsx", ""],
      ["db/misc.ts", ""],
      ["tests/support/session_manager.ts", ""],
    ],
    good: [
      ["app/routes/public/e.$slug.tsx", ""],
      ["app/events/event-list.server.ts", ""],
      ["tests/e2e/two-screens.test.ts", ""],
      ["app/events/commons.ts", ""],
    ],
  },
  "exports have names": {
    bad: [
      ["app/ui/button.tsx", "export default function Button() {}"],
      ["app/events/x.ts", "const a = 1;\nexport default a;"],
      ["app/events/x.ts", "const a = 1;\nexport { a as default };"],
    ],
    good: [
      ["app/routes/admin/layout.tsx", "export default function Admin() {}"],
      ["vite.config.ts", "export default {};"],
      ["app/ui/button.tsx", "export function Button() {}"],
    ],
  },
  "types carry no letter in front": {
    bad: [
      ["app/events/x.ts", "interface IEvent {}"],
      ["app/events/x.ts", "export type TEvent = string;"],
      ["app/ui/x.tsx", 'import React from "react";'],
    ],
    good: [
      ["app/events/x.ts", "interface Item {}\ntype TxCtx = 1;\ntype IPv4Address = string;\ntype TOTP = 1;"],
      ["app/ui/x.tsx", 'import type { ReactNode } from "react";'],
    ],
  },
  "public pages have no inline style and no inline script": {
    bad: [
      ["app/routes/public/e.$slug.tsx", "const a = (\n  <p style={{ height: 1 }} />"],
      ["app/ui/seats/seat-grid.tsx", "const a = <p style={x} />;"],
      ["app/checkout/event-page.tsx", "const a = <p style={x} />;"],
      ["app/routes/embed/layout.tsx", "const a = '<p style=\"height:1px\">';"],
      ["app/routes/public/layout.tsx", 'const a = `<a onclick="go()">$' + "{x}</a>`;"],
      ["app/routes/public/layout.tsx", "const a = <button onClick={go} />;"],
      ["app/routes/public/layout.tsx", "const a = <style>{css}</style>;"],
    ],
    good: [
      ["app/ui/button.tsx", "const a = <button onClick={go} className={style} />;"],
      ["app/routes/admin/layout.tsx", "const a = <p style={{ height: 1 }} />;"],
      ["app/notifications/booking-mail.server.tsx", "const a = <p style={{ height: 1 }} />;"],
      [
        "app/routes/public/layout.tsx",
        "const style = 1; // style= is blocked\nconst a = 'one = two, style = three';",
      ],
    ],
  },
  "public and sign-in pages use plain forms and links": {
    bad: [
      ["app/routes/public/e.$slug.tsx", 'import { Form, useLoaderData } from "@remix-run/react";'],
      ["app/routes/auth/sign-in.tsx", 'import { Link as Anchor } from "@remix-run/react";'],
      ["app/routes/embed/layout.tsx", 'import { useFetcher } from "@remix-run/react";'],
    ],
    good: [
      ["app/routes/public/layout.tsx", 'import { useLoaderData, Outlet } from "@remix-run/react";'],
      ["app/routes/admin/layout.tsx", 'import { Form, Link } from "@remix-run/react";'],
    ],
  },
  "styles say start and end, not left and right": {
    bad: [
      ["app/styles/x.css", ".a {\n  margin-left: 1rem;"],
      ["app/styles/x.css", ".a {\n  right: 0;"],
      ["app/styles/x.css", ".a {\n  text-align: left;"],
      ["app/styles/x.css", ".a {\n  border-top-left-radius: 4px;"],
      ["app/styles/x.css", ".a {\n  border-right-color: red;"],
    ],
    good: [
      ["app/styles/x.css", ".a {\n  margin-inline-start: max(1rem, env(safe-area-inset-left));\n}"],
      ["app/styles/x.css", ".a {\n  text-align: start;\n  inset-inline-end: 0;\n}"],
      ["app/styles/x.css", ".left {\n  border-start-start-radius: 4px;\n}"],
    ],
  },
  "nothing promises to be done another time": {
    bad: [
      ["app/events/x.ts", "const a = 1; // TODO tidy"],
      ["app/ui/x.tsx", "const a = <p>Coming soon</p>;"],
      ["db/migrations/0001_x.sql", "-- FIXME"],
    ],
    good: [["app/i18n/es.ts", 'export const all = "todo";\n// A hack-free line; the method of TODOS.']],
  },
  ...refusalPlants,
  ...testPlants,
  ...textPlants,
  ...wordPlants,
};
