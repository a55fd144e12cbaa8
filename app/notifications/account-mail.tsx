import { adminServerTranslator } from "#app/i18n/admin-server-translate.ts";
import type { AccountMail } from "#app/mail/account-mails.server.ts";
import { EmailButton, EmailDocument, EmailText, INK_2, renderEmail } from "#app/mail/email-parts.tsx";
import { absolute } from "#app/platform/http/paths.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { unlinked } from "#app/platform/text/name.ts";
import type { MailWords } from "./mail-words.tsx";

interface Contents {
  locale: string;
  headline: string;
  line: string;
  action: { words: string; link: string } | undefined;
  closing: string;
}

/** Returns the words of a mail about an account: subject, plain text and HTML. */
export function accountMailWords(mail: AccountMail, origin: string): MailWords {
  const contents = contentsOf(mail, origin);
  const { headline, line, action, closing } = contents;
  const linked = action ? [`${action.words}:`, action.link, ""] : [];
  return {
    // A line break in a name must not break the header.
    subject: headline.replace(/\p{Cc}+/gu, " "),
    text: [headline, "", line, "", ...linked, closing, ""].join("\n"),
    html: renderEmail(<AccountMailDocument {...contents} />),
  };
}

function contentsOf(mail: AccountMail, origin: string): Contents {
  const { kind, locale } = mail;
  const t = adminServerTranslator(locale);
  const key = `admin.accountMail.${kind}` as const;
  // Names that look like addresses would become links in mail programs.
  const named = (text: string) => isolated(unlinked(text));
  const values: Record<string, string> =
    mail.kind === "invitation"
      ? { inviter: named(mail.inviter), organization: named(mail.organization) }
      : { name: named(mail.name), email: mail.kind === "email-changed" ? mail.email : "" };
  return {
    locale,
    headline: t(`${key}.headline`, values),
    line: t(`${key}.line`, values),
    action:
      mail.kind === "invitation" || mail.kind === "password-link" || mail.kind === "email-link"
        ? { words: t(`admin.accountMail.${mail.kind}.action`), link: absolute(origin, mail.path) }
        : undefined,
    closing: t(`${key}.closing`, values),
  };
}

function AccountMailDocument({ locale, headline, line, action, closing }: Contents) {
  return (
    <EmailDocument locale={locale} preview={line}>
      <h1 style={{ fontSize: 28, letterSpacing: "-0.02em", lineHeight: "1.1", margin: 0 }}>{headline}</h1>
      <EmailText style={{ margin: "8px 0 20px" }}>{line}</EmailText>
      {action ? <EmailButton href={action.link}>{action.words}</EmailButton> : null}
      <EmailText style={{ color: INK_2, fontSize: 14, margin: "20px 0 0" }}>{closing}</EmailText>
    </EmailDocument>
  );
}
