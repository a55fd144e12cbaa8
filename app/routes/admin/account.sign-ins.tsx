import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { endOtherSignIns, endOwnSignIn, listSignIns } from "#app/auth/account/sign-in-list.server.ts";
import { SignInsPage } from "#app/auth/account/sign-ins-page.tsx";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("seeEvents", anyEvent, async (visit) => {
  const { ctx, member, request, context, query, locale, t } = visit;
  const { secure } = context;
  const [signIns, organization] = await Promise.all([
    listSignIns(ctx.db, member.userId, { request, secure }),
    findOrganization(ctx.db, ctx.organizationId),
  ]);
  return {
    title: t("admin.account.signIns.title"),
    messages: pageMessages(locale, "admin.account."),
    signIns,
    moment: { locale, timeZone: organization?.timeZone ?? "UTC" },
    ended: query.has("ended"),
  };
});

export const action = memberAction("seeEvents", anyEvent, {
  async end({ ctx, member, form, paths }) {
    await endOwnSignIn(ctx, member.userId, String(form.get("id")));
    return redirect(paths.accountSignIns({ ended: "1" }), 303);
  },
  async "end-others"({ ctx, member, request, context, paths }) {
    await endOtherSignIns(ctx, member.userId, { request, secure: context.secure });
    return redirect(paths.accountSignIns({ ended: "1" }), 303);
  },
});

export const meta = adminTitle<typeof loader>((_, data) => data?.title ?? "");

export default function SignIns() {
  return <SignInsPage {...useLoaderData<typeof loader>()} />;
}
