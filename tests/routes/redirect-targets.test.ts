import { describe, expect, test } from "vitest";
import * as signInRoute from "#app/routes/auth/sign-in.tsx";
import * as preferencesRoute from "#app/routes/well-known/preferences.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser, signedIn, TEST_PASSWORD } from "#tests/support/members.ts";
import { FOREIGN_TARGETS, LOCAL_TARGETS } from "#tests/support/redirect-targets.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const { organizationId } = await makeOrganization(db);
const cookie = await signedIn(context, organizationId);
const { email } = await makeUser(context, { organizationId, role: "owner" });

const pageOf = (next: string) => `/sign-in?next=${encodeURIComponent(next)}`;
const lookAtSignIn = async (next: string) => requestRoute(context, signInRoute, pageOf(next), { cookie });
const signIn = (next: string) =>
  requestRoute(context, signInRoute, pageOf(next), { form: { email, password: TEST_PASSWORD } });
const choose = (back: string, more: Record<string, string>) =>
  requestRoute(context, preferencesRoute, "/preferences", { form: { back, ...more } });

describe("who is led on after a step", () => {
  test("is never led to another site by the page of sign-in, signed in already", async () => {
    for (const target of FOREIGN_TARGETS) {
      const answer = await lookAtSignIn(target);
      expect([answer.status, answer.location], target.slice(0, 60)).toEqual([302, "/admin"]);
    }
    for (const [target, kept] of LOCAL_TARGETS) expect((await lookAtSignIn(target)).location).toBe(kept);
  });

  test("is never led to another site by signing in", async () => {
    // Each one checks a password, so these are the spellings that once came through, and one that never did.
    for (const target of [
      "/.//evil.example",
      "/%2e//evil.example",
      "/..//evil.example",
      "/x/..//evil.example",
      "//e",
    ]) {
      expect(await signIn(target), target).toMatchObject({ status: 303, location: "/admin" });
    }
    expect((await signIn("/e/x?a=1")).location).toBe("/e/x?a=1");
  });

  test("is never led to another site by a choice of language or theme", async () => {
    const choices: Record<string, string>[] = [{ theme: "dark" }, { lng: "de" }];
    for (const more of choices) {
      for (const target of FOREIGN_TARGETS) {
        const answer = await choose(target, more);
        expect([answer.status, answer.location], target.slice(0, 60)).toEqual([303, "/"]);
      }
    }
    for (const [target, kept] of LOCAL_TARGETS)
      expect((await choose(target, { theme: "dark" })).location).toBe(kept);
  });
});
