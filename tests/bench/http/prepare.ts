import { gatherClients } from "#app/analytics/gather-clients.server.ts";
import { gatherRejections } from "#app/analytics/gather-rejections.server.ts";
import { book } from "#app/booking/commands.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { claimSlug } from "#app/organizations/slugs.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { type Db, openDatabase } from "#db/client.ts";
import { ctxIn } from "#tests/support/ctx.ts";
import { makeEvent } from "#tests/support/events.ts";
import { FULL, FULL_CAPACITY, ORGANIZATION } from "../fill.ts";
import type { Made } from "./scenarios.ts";

const DESCRIPTION = "An evening at the wheel, with clay, tea and two teachers. ".repeat(20);

/** What the app gathers by the clock is gathered before, so that catching up is no part of what is measured. */
async function catchUp(db: Db): Promise<void> {
  while ((await gatherClients(db)) > 0);
  await gatherRejections(db);
}

/** Sells out what is to be sold out, on both sides, and makes the event whose page is measured. */
export async function prepareApp(...urls: [app: string, baseline: string]): Promise<Made> {
  for (const url of urls) {
    await within(url, async (ctx) => {
      const outcome = await book(ctx, {
        claims: [{ resourceId: FULL, quantity: FULL_CAPACITY }],
        clientId: "everybody",
      });
      if (!outcome.ok) throw new Error(`Selling out was refused: ${outcome.refusal}.`);
      await catchUp(ctx.db);
    });
  }
  return within(urls[0], async (ctx) => {
    if (!(await findOrganization(ctx.db, ORGANIZATION))) {
      await ctx.db.transaction((tx) => claimSlug(tx, { text: "Bench", organizationId: ORGANIZATION }));
    }
    const { event } = await makeEvent(ctx, {
      title: "Wheel throwing",
      description: DESCRIPTION,
      sessions: 8,
    });
    return { eventPath: paths.eventPage(event.slug) };
  });
}

async function within<T>(url: string, work: (ctx: ReturnType<typeof ctxIn>) => Promise<T>): Promise<T> {
  const database = openDatabase({ url, max: 2, applicationName: "bench" });
  try {
    return await work(ctxIn(database.db, ORGANIZATION));
  } finally {
    await database.close();
  }
}
