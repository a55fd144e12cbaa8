import { and, eq, sql } from "drizzle-orm";
import { type AdminServerTranslate, adminServerTranslator } from "#app/i18n/admin-server-translate.ts";
import { EmailButton, EmailDocument, EmailText, renderEmail } from "#app/mail/email-parts.tsx";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { type Locale, localeOr } from "#app/platform/locales.ts";
import type { Log } from "#app/platform/log.ts";
import type { MailTransport } from "#app/platform/mail.ts";
import type { Db } from "#db/client.ts";
import { members, users, webhookEndpoints } from "#db/schema/index.ts";

export interface NoticeNeeds {
  db: Db;
  mail: MailTransport;
  /** The origin of links in the mail. */
  origin: string;
  log: Log;
}

interface Notice {
  organizationId: string;
  id: string;
  url: string;
  reason: string | null;
  disabledAt: Date | null;
}

/** The delay before a notice is retried after a failure or crash, and when it is given up. */
const RETRY_AFTER_MINUTES = 10;
const GIVE_UP_AFTER_DAYS = 7;

/**
 * Sends mails about disabled endpoints to each organisation's contact address, else to its owners, in the language that the
 * member has chosen, else the organisation's. At least once, with the same mail id.
 */
export async function sendNotices(needs: NoticeNeeds): Promise<void> {
  const { db, log } = needs;
  const due = await db
    .update(webhookEndpoints)
    .set({
      noticeDueAt: sql`case when ${webhookEndpoints.disabledAt} > now() - make_interval(days => ${GIVE_UP_AFTER_DAYS})
        then now() + make_interval(mins => ${RETRY_AFTER_MINUTES}) end`,
    })
    .where(sql`${webhookEndpoints.noticeDueAt} <= now()`)
    .returning({
      organizationId: webhookEndpoints.organizationId,
      id: webhookEndpoints.id,
      url: webhookEndpoints.url,
      reason: webhookEndpoints.disabledReason,
      disabledAt: webhookEndpoints.disabledAt,
    });
  for (const notice of due) {
    try {
      await sendNotice(needs, notice);
    } catch (error) {
      log.warn(
        { err: error, endpointId: notice.id },
        "the notice about a disabled webhook failed and will be retried",
      );
    }
  }
}

async function sendNotice({ db, mail, origin }: NoticeNeeds, notice: Notice): Promise<void> {
  const { organizationId, id, url, reason } = notice;
  const organization = await findOrganization(db, organizationId);
  const link = paths.absolute(origin, paths.adminPaths(organization?.slug ?? "").webhook(id));
  const about = { url, reason, organization: organization?.name ?? "" };
  const once = `webhook-off.${id}.${notice.disabledAt?.getTime() ?? 0}`;
  const recipients = await recipientsIn(db, organizationId, organization?.contactEmail);
  for (const [number, { email, locale }] of recipients.entries()) {
    const { subject, text, html } = composeNotice(about, link, localeOr(locale ?? organization?.locale));
    await mail.send({ id: `${once}.${number}`, organizationId, to: email, subject, text, html });
  }
  await db
    .update(webhookEndpoints)
    .set({ noticeDueAt: null })
    .where(and(eq(webhookEndpoints.organizationId, organizationId), eq(webhookEndpoints.id, id)));
}

interface Recipient {
  email: string;
  /** The language that the member has chosen; null for an address of no member, and where the browser decides. */
  locale: string | null;
}

/** Returns the contact address of an organisation or, where it has none, its owners. */
async function recipientsIn(
  db: Db,
  organizationId: string,
  contactEmail: string | null | undefined,
): Promise<Recipient[]> {
  const isRecipient = contactEmail
    ? eq(sql`lower(${users.email})`, contactEmail.toLowerCase())
    : eq(members.role, "owner");
  const found = await db
    .select({ email: users.email, locale: users.locale })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.organizationId, organizationId), isRecipient))
    .orderBy(users.email);
  return contactEmail ? [{ email: contactEmail, locale: found[0]?.locale ?? null }] : found;
}

function composeNotice(about: Parameters<typeof wordsOf>[0], link: string, locale: Locale) {
  const t = adminServerTranslator(locale);
  const words = wordsOf(about, t);
  const lines = [words.headline, "", ...words.lines, "", t("admin.webhook.notice.seeAttemptsAt"), link, ""];
  const html = renderEmail(<NoticeMail {...words} link={link} locale={locale} />);
  return { subject: words.headline, text: lines.join("\n"), html };
}

interface Words {
  headline: string;
  lines: string[];
  /** The label of the button. */
  act: string;
}

function wordsOf(
  about: { url: string; reason: string | null; organization: string },
  t: AdminServerTranslate,
): Words {
  const { host } = new URL(about.url);
  return {
    headline: t("admin.webhook.notice.headline", {
      organization: about.organization.replace(/\s+/g, " "),
    }),
    lines: [
      t("admin.webhook.notice.stopped", { host }),
      t(`admin.webhook.why.${about.reason === "gone" ? "gone" : "failing"}`),
      t("admin.webhook.notice.unaffected"),
    ],
    act: t("admin.webhook.notice.seeAttempts"),
  };
}

function NoticeMail({ headline, lines, act, link, locale }: Words & { link: string; locale: Locale }) {
  return (
    <EmailDocument locale={locale} preview={lines[0]}>
      <h1 style={{ fontSize: 24, letterSpacing: "-0.02em", margin: "0 0 16px" }}>{headline}</h1>
      {lines.map((line) => (
        <EmailText key={line}>{line}</EmailText>
      ))}
      <EmailButton href={link}>{act}</EmailButton>
    </EmailDocument>
  );
}
