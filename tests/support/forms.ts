import type { AppLoadContext } from "@remix-run/node";
import { addLink } from "#app/auth/account/links.server.ts";
import { renewSetUpToken } from "#app/auth/set-up.server.ts";
import { formPurpose } from "#app/checkout/guard-form.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { newFormToken } from "#app/platform/http/form-tokens.ts";
import { dateForms, developerForms, eventForms, settingsForms } from "./admin-forms.ts";
import { bookAsGuest } from "./booking-flow.ts";
import { testSigner } from "./ctx.ts";
import { makeEvent } from "./events.ts";
import { type FormCase, withNul } from "./form-case.ts";
import type { Fields } from "./hostile-bodies.ts";
import { makeUser, TEST_PASSWORD } from "./members.ts";
import { teamForms } from "./team-forms.ts";

/** Returns a valid form for every route that processes one, with the rows that it refers to. */
export async function makeForms(context: AppLoadContext, ctx: Ctx): Promise<Record<string, FormCase>> {
  return {
    ...(await accountForms(context, ctx)),
    ...(await bookingForms(ctx)),
    ...(await ownBookingForms(ctx)),
    ...(await developerForms(ctx)),
    ...(await eventForms(ctx)),
    ...settingsForms,
    ...(await dateForms(ctx)),
    ...(await teamForms(context, ctx)),
  };
}

async function accountForms(context: AppLoadContext, ctx: Ctx): Promise<Record<string, FormCase>> {
  const { email } = await makeUser(context, { organizationId: ctx.organizationId, role: "owner" });
  const owner = {
    organization: "Studio",
    timeZone: "Europe/London",
    name: "Olu",
    email: "olu@example.org",
    password: "lantern-otter-93",
  };
  const credentials = { email, password: TEST_PASSWORD };
  return {
    "auth.setup": {
      path: `/setup?token=${await renewSetUpToken(ctx.db)}`,
      valid: owner,
      accepted: 303,
      list: "organization",
      unstorable: withNul(owner),
    },
    "auth.sign-in": {
      path: "/sign-in",
      valid: credentials,
      accepted: 303,
      list: "email",
      unstorable: [...withNul(credentials), { email: "a\0b" }],
    },
    "auth.sign-out": { path: "/sign-out", valid: {}, accepted: 303, list: "x", unstorable: [{ x: "\0" }] },
    ...(await linkForms(context)),
    "well-known.preferences": {
      path: "/preferences",
      valid: { lng: "de", theme: "dark", back: "/" },
      accepted: 303,
      list: "lng",
      unstorable: withNul({ lng: "de", theme: "dark", back: "/x", other: "" }),
    },
    "public.find": {
      path: "/find",
      valid: { email: "nobody@example.org" },
      accepted: 303,
      list: "email",
      unstorable: withNul({ email: "ada@example.org" }),
    },
  };
}

/** The forms of a forgotten password, and of links that were mailed to a user. */
async function linkForms(context: AppLoadContext): Promise<Record<string, FormCase>> {
  const users = [await makeUser(context), await makeUser(context)];
  const [password, email] = await context.db.transaction(async (tx) => [
    await addLink(tx, users[0]?.userId ?? "", "password"),
    await addLink(tx, users[1]?.userId ?? "", "email", "confirmed@example.org"),
  ]);
  return {
    "auth.forgotten-password": {
      path: "/forgotten-password",
      valid: { email: "nobody@example.org" },
      accepted: 303,
      list: "email",
      unstorable: withNul({ email: "ada@example.org" }),
    },
    "auth.confirm-email": {
      path: `/confirm-email?token=${email}`,
      valid: {},
      accepted: 303,
      list: "x",
      unstorable: [{ x: "\0" }],
    },
    "auth.new-password": {
      path: `/new-password?token=${password}`,
      valid: { password: "lantern-otter-93" },
      accepted: 303,
      list: "password",
      unstorable: withNul({ password: "lantern-otter-93" }),
    },
  };
}

async function bookingForms(ctx: Ctx): Promise<Record<string, FormCase>> {
  const made = await makeEvent(ctx, { capacity: 100 });
  const { event, session } = made;
  const aMinuteAgo = new Date(Date.now() - 60_000);
  const formToken = () => newFormToken(testSigner, formPurpose(event), aMinuteAgo);
  const seats = { session: session.id, seats: "1" };
  const person = { name: "Ada Guest", email: "ada@example.org" };
  const form = async (path: string, list: string, more: Fields = {}): Promise<FormCase> => {
    const valid = { formToken: await formToken(), ...seats, ...more };
    return { path, params: { slug: event.slug }, valid, accepted: 303, list, unstorable: withNul(valid) };
  };
  return {
    "public.e.$slug._index": await form(`/e/${event.slug}?send=1`, "seats"),
    "public.e.$slug.book": await form(`/e/${event.slug}/book`, "guest-1", person),
    "embed.$slug._index": await form(`/embed/${event.slug}`, "metadata"),
    "embed.$slug.book": await form(`/embed/${event.slug}/book`, "attribution", person),
    "embed.$slug.seen": {
      path: `/embed/${event.slug}/seen`,
      params: { slug: event.slug },
      accepted: 204,
      list: "site",
      valid: { site: "https://blog.example.org" },
      unstorable: withNul({ site: "https://a.example.org" }),
    },
  };
}

async function ownBookingForms(ctx: Ctx): Promise<Record<string, FormCase>> {
  const made = await makeEvent(ctx);
  const { reference, token, bookingId } = await bookAsGuest(ctx, made);
  const own = { params: { reference }, accepted: 303 };
  return {
    "public.b.$reference._index": {
      ...own,
      path: `/b/${reference}?t=${token}`,
      valid: { email: "grace@example.org" },
      list: "email",
      unstorable: withNul({ email: "ada@example.org" }),
    },
    "public.b.$reference.manage": {
      ...own,
      path: `/b/${reference}/manage?t=${token}`,
      valid: { intent: "people", name: "Ada" },
      list: "guest-1",
      unstorable: [
        ...withNul({ intent: "people", name: "Ada" }),
        ...[
          { intent: "seats", seats: "2\0" },
          { intent: "move", session: `${made.session.id}\0` },
        ],
      ],
    },
    "admin.bookings.$id": {
      path: "/admin/bookings/id",
      params: { id: bookingId },
      valid: { intent: "resend" },
      accepted: 303,
      list: "intent",
      unstorable: withNul({ intent: "cancel" }),
    },
  };
}
