import { Outlet, useLoaderData } from "@remix-run/react";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { teamMessages } from "#app/i18n/team-messages.ts";
import { TeamWords } from "#app/team/team-words.tsx";

export const loader = memberLoader("seeEvents", anyEvent, ({ locale }) => ({
  locale,
  teamWords: teamMessages(locale),
}));

/** Layout of the team's pages: provides their messages. */
export default function TeamPages() {
  return (
    <TeamWords messages={useLoaderData<typeof loader>().teamWords}>
      <Outlet />
    </TeamWords>
  );
}
