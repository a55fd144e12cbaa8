/** What a mail says before it is sent, folded away until somebody wants to know. */
export function MailPreview({
  title,
  mail,
}: {
  title: string;
  mail: { to: string; subject: string; text: string; locale: string | null };
}) {
  return (
    <details className="mail-preview">
      <summary className="link">{title}</summary>
      <div lang={mail.locale ?? undefined}>
        <p className="mail-subject">{mail.subject}</p>
        <pre className="mail-text">{mail.text}</pre>
      </div>
    </details>
  );
}
