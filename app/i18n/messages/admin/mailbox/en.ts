export const en = {
  "admin.mailbox.title": "Mailbox",
  "admin.mailbox.line": "No mail server is configured (SMTP_URL), so emails are kept here, not sent.",
  "admin.mailbox.empty": "No emails yet",
  "admin.mailbox.emptyLine": "Booking confirmations appear here.",
  "admin.mailbox.table": "Emails",
  "admin.mailbox.subject": "Subject",
  "admin.mailbox.to": "To",
  "admin.mailbox.sent": "Sent",
  "admin.mailbox.toAddress": "To {{address}}",
  "admin.mailbox.all": "All emails",
  "admin.mailbox.email": "Email",
};
