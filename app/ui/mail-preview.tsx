/** A collapsed preview of a mail that is going to be sent. */
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
