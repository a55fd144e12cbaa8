import { useLoaderData } from "@remix-run/react";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { AccountPage } from "#app/auth/account/account-page.tsx";
import { findPendingEmail } from "#app/auth/account/links.server.ts";
import { listSignIns } from "#app/auth/account/sign-in-list.server.ts";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("seeEvents", anyEvent, async (visit) => {
  const { ctx, member, request, context, query, locale, t } = visit;
  const { secure } = context;
  const [pendingEmail, signIns] = await Promise.all([
    findPendingEmail(ctx.db, member.userId),
    listSignIns(ctx.db, member.userId, { request, secure }),
  ]);
  const saved = query.get("saved");
  return {
    title: t("admin.account.title"),
    messages: pageMessages(locale, "admin.account."),
    name: member.name,
    email: member.email,
    pendingEmail,
    chosenLocale: member.locale,
    hasTwoFactor: member.hasTwoFactor,
    signIns: signIns.length,
    saved: saved === "name" || saved === "password" ? (saved as "name" | "password") : undefined,
  };
});

export const meta = adminTitle<typeof loader>((_, data) => data?.title ?? "");

export default function Account() {
  return <AccountPage {...useLoaderData<typeof loader>()} />;
}
