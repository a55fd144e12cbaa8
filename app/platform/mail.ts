/** One mail to one person. The id stays the same when a mail is sent again, so that a repeat is recognisable. */
export interface MailMessage {
  id: string;
  organizationId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  replyTo?: string;
  /** What calendars read of it. */
  calendar?: MailCalendar;
  pictures?: MailPicture[];
}

export interface MailCalendar {
  method: "REQUEST" | "CANCEL";
  /** An iCalendar file. */
  content: string;
}

/** A PNG that the HTML shows as `cid:…`. */
export interface MailPicture {
  cid: string;
  filename: string;
  base64: string;
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
