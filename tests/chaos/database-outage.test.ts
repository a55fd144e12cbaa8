import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { hiddenFields, openBookingForm, sendBookingForm, sendForm } from "#tests/support/guests.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { QUIET } from "./app-shop.ts";
import { type FaultyNetwork, startProxy } from "./connection-layer-proxy.ts";

const real = await testDatabase();
let network: FaultyNetwork;
let app: RunningApp;

beforeAll(async () => {
  network = await startProxy(real.url);
  const secret = "4fd1c9a07b3e5d2896aa0c14e7f8b35d";
  app = await startApp({
    ...QUIET,
    env: { ...QUIET.env, DATABASE_URL: network.url, SESSION_SECRET: secret },
  });
}, 180_000);

afterAll(async () => {
  network.speak();
  await app.stop();
  await network.close();
});

test("a form that is sent while the database is away comes back as it was sent, and books once it is there", async () => {
  const { event } = await makeEvent(await makeOrganization(real.db), { capacity: 1 });
  const form = await openBookingForm(app.url, event.slug);
  network.silence();
  const away = await sendBookingForm(form, "ada@example.org");
  expect(away.status).toBe(503);
  expect(away.text).toContain("Sending it again never books a second time.");
  const kept = { url: form.url, fields: hiddenFields(away.text) };
  expect(kept.fields).toMatchObject({ ...form.fields, name: "Ada Guest", email: "ada@example.org" });

  network.speak();
  await waitUntil("the app to be ready", async () => (await fetch(`${app.url}/ready`)).ok, 30_000);
  const booked = await sendForm(kept);
  expect(booked).toMatchObject({ status: 303, reference: expect.any(String) });
  expect((await sendForm(kept)).reference).toBe(booked.reference);
}, 120_000);
