export const en = {
  "admin.accountMail.invitation.headline": "{{inviter}} invites you to {{organization}}",
  "admin.accountMail.invitation.line": "Join {{organization}} on Reservo to work on its events and bookings.",
  "admin.accountMail.invitation.action": "See the invitation",
  "admin.accountMail.invitation.closing":
    "If you weren’t expecting this, you can ignore it: nothing happens unless you accept.",
  "admin.accountMail.password-link.headline": "Choose a new password",
  "admin.accountMail.password-link.line":
    "Hello {{name}}, someone asked for a link to choose a new password for your account. It works once, for 10 minutes.",
  "admin.accountMail.password-link.action": "Choose a new password",
  "admin.accountMail.password-link.closing":
    "If it wasn’t you, ignore this email: your password stays as it is.",
  "admin.accountMail.password-changed.headline": "Your password was changed",
  "admin.accountMail.password-changed.line":
    "Hello {{name}}, the password of your account was changed, and other browsers were signed out.",
  "admin.accountMail.password-changed.closing":
    "If it wasn’t you, choose “Forgotten password” on the sign-in page now and inform the owner of your organisation.",
  "admin.accountMail.email-link.headline": "Confirm your new email address",
  "admin.accountMail.email-link.line":
    "Hello {{name}}, confirm that your account should use this address to sign in. The link works once, for an hour.",
  "admin.accountMail.email-link.action": "Confirm the address",
  "admin.accountMail.email-link.closing": "If you didn’t ask for this, ignore this email: nothing changes.",
  "admin.accountMail.email-changed.headline": "Your email address was changed",
  "admin.accountMail.email-changed.line":
    "Hello {{name}}, your account now uses {{email}} to sign in, no longer this address.",
  "admin.accountMail.email-changed.closing":
    "If it wasn’t you, inform the owner of your organisation at once.",
  "admin.accountMail.two-factor-on.headline": "Two-factor authentication is on",
  "admin.accountMail.two-factor-on.line":
    "Hello {{name}}, from now on your account asks for a code of your authenticator app when you sign in.",
  "admin.accountMail.two-factor-on.closing":
    "If it wasn’t you, inform the owner of your organisation at once.",
  "admin.accountMail.two-factor-off.headline": "Two-factor authentication is off",
  "admin.accountMail.two-factor-off.line":
    "Hello {{name}}, your account no longer asks for a code when you sign in.",
  "admin.accountMail.two-factor-off.closing":
    "If it wasn’t you, change your password now and inform the owner of your organisation.",
};
