/** One mail to one person. The id stays the same when a mail is sent again, so that a repeat is recognisable. */
export interface MailMessage {
  id: string;
  organizationId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  replyTo?: string;
}

export interface MailSummary {
  id: string;
  to: string;
  subject: string;
  /** ISO 8601, UTC */
  sentAt: string;
}

/** Mail that was kept instead of sent, so that a Reservo without a mail server can still be used. */
export interface Mailbox {
  /** Newest first. */
  list(organizationId: string): Promise<MailSummary[]>;
  read(organizationId: string, id: string): Promise<MailMessage | undefined>;
}

export interface MailTransport {
  /** Resolves when the mail was taken over; throws when it was not, and the same message may then be sent again. */
  send(message: MailMessage): Promise<void>;
  /** There only when mail is kept and not sent. */
  mailbox?: Mailbox;
}
