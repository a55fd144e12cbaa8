import { randomUUID } from "node:crypto";
import { type Attack, attackerAddress } from "./attack.ts";
import { formOf, openClient } from "./http-client.ts";

const EVENT = {
  intent: "save",
  title: "An evening long ago",
  timeZone: "Europe/London",
  stock: "coral",
  maxPerBooking: "4",
  "sessions[0].capacity": "10",
};

export const instantsOutOfRange: Attack = {
  name: "instants out of range",
  finding: "A1",
  async run({ port, cookie, apiKey, organizationSlug, quiet }) {
    const client = openClient({ port, from: attackerAddress(10) });
    const faults: string[] = [];
    for (const year of ["0027", "9999"]) {
      const times = {
        "sessions[0].startsAt": `${year}-05-01T18:00`,
        "sessions[0].endsAt": `${year}-05-01T20:00`,
      };
      const form = formOf({ ...EVENT, ...times });
      const headers = { ...form.headers, Cookie: cookie };
      const saved = await client.send({ ...form, path: `/admin/o/${organizationSlug}/events/new`, headers });
      if (saved.status < 400) faults.push(`an event in the year ${year} was saved`);
    }
    const after = `${"9".repeat(15)}.${randomUUID()}`;
    const pages = [
      { path: `/admin/o/${organizationSlug}`, headers: { Cookie: cookie } },
      { path: `/e/${quiet.slug}` },
      { path: `/o/${organizationSlug}` },
      { path: `/o/${organizationSlug}/calendar.ics` },
      { path: `/o/${organizationSlug}/feed.xml` },
      { path: `/o/${organizationSlug}?after=${after}` },
      { path: `/embed/o/${organizationSlug}?after=${after}` },
      { path: "/api/v1/reservations?fromTimestamp=8640000000000000", headers: { "X-API-Key": apiKey } },
      {
        path: `/api/v1/reservations?after=8640000000000001_${randomUUID()}`,
        headers: { "X-API-Key": apiKey },
      },
    ];
    for (const page of pages) {
      const { status } = await client.send(page);
      if (status >= 500) faults.push(`GET ${page.path.replace(quiet.slug, "…")} answered ${status}`);
    }
    client.close();
    return faults;
  },
};
