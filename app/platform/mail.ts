/** One mail to one recipient. The id stays the same when a mail is sent again, so that a duplicate is recognisable. */
export interface MailMessage {
  id: string;
  organizationId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  replyTo?: string;
  /** The calendar file of the mail. */
  calendar?: MailCalendar;
  pictures?: MailPicture[];
}

export interface MailCalendar {
  method: "REQUEST" | "CANCEL";
  /** The iCalendar file. */
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

/** Mails that are stored instead of sent, so that Reservo can be used without a mail server. */
export interface Mailbox {
  /** Newest first. */
  list(organizationId: string): Promise<MailSummary[]>;
  read(organizationId: string, id: string): Promise<MailMessage | undefined>;
}

export interface MailTransport {
  /** Resolves when the mail was accepted; throws when it was not, and the same message may then be sent again. */
  send(message: MailMessage): Promise<void>;
  /** Present only when mails are stored and not sent. */
  mailbox?: Mailbox;
}
