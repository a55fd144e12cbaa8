import { Outlet, useLoaderData } from "@remix-run/react";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import { PageWords } from "#app/i18n/page-words.tsx";

export const loader = memberLoader("seeEvents", anyEvent, ({ locale }) => ({
  locale,
  messages: pageMessages(locale, "admin.team."),
}));

/** Layout of the team's pages: provides their messages. */
export default function TeamPages() {
  return (
    <PageWords value={useLoaderData<typeof loader>().messages}>
      <Outlet />
    </PageWords>
  );
}
