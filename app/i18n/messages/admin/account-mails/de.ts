import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.accountMail.invitation.headline": "{{inviter}} lädt Sie zu {{organization}} ein",
  "admin.accountMail.invitation.line":
    "Treten Sie {{organization}} bei Reservo bei, um an Veranstaltungen und Buchungen mitzuarbeiten.",
  "admin.accountMail.invitation.action": "Einladung ansehen",
  "admin.accountMail.invitation.closing":
    "Wenn Sie diese Einladung nicht erwartet haben, können Sie sie ignorieren: Ohne Ihre Zustimmung geschieht nichts.",
  "admin.accountMail.password-link.headline": "Neues Passwort festlegen",
  "admin.accountMail.password-link.line":
    "Guten Tag, {{name}}, für Ihr Konto wurde ein Link angefordert, um ein neues Passwort festzulegen. Er gilt einmalig und 10 Minuten lang.",
  "admin.accountMail.password-link.action": "Neues Passwort festlegen",
  "admin.accountMail.password-link.closing":
    "Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ihr Passwort bleibt unverändert.",
  "admin.accountMail.password-changed.headline": "Ihr Passwort wurde geändert",
  "admin.accountMail.password-changed.line":
    "Guten Tag, {{name}}, das Passwort Ihres Kontos wurde geändert; andere Browser wurden abgemeldet.",
  "admin.accountMail.password-changed.closing":
    "Wenn Sie das nicht waren, wählen Sie jetzt auf der Anmeldeseite „Passwort vergessen“ und informieren Sie die Inhaberin oder den Inhaber Ihrer Organisation.",
  "admin.accountMail.email-link.headline": "Neue E-Mail-Adresse bestätigen",
  "admin.accountMail.email-link.line":
    "Guten Tag, {{name}}, bestätigen Sie, dass Sie sich künftig mit dieser Adresse anmelden möchten. Der Link gilt einmalig und eine Stunde lang.",
  "admin.accountMail.email-link.action": "Adresse bestätigen",
  "admin.accountMail.email-link.closing":
    "Wenn Sie das nicht angefordert haben, ignorieren Sie diese E-Mail: Es ändert sich nichts.",
  "admin.accountMail.email-changed.headline": "Ihre E-Mail-Adresse wurde geändert",
  "admin.accountMail.email-changed.line":
    "Guten Tag, {{name}}, Sie melden sich jetzt mit {{email}} an, nicht mehr mit dieser Adresse.",
  "admin.accountMail.email-changed.closing":
    "Wenn Sie das nicht waren, informieren Sie umgehend die Inhaberin oder den Inhaber Ihrer Organisation.",
  "admin.accountMail.two-factor-on.headline": "Zwei-Faktor-Authentifizierung ist eingeschaltet",
  "admin.accountMail.two-factor-on.line":
    "Guten Tag, {{name}}, ab jetzt fragt Ihr Konto bei der Anmeldung nach einem Code Ihrer Authenticator-App.",
  "admin.accountMail.two-factor-on.closing":
    "Wenn Sie das nicht waren, informieren Sie umgehend die Inhaberin oder den Inhaber Ihrer Organisation.",
  "admin.accountMail.two-factor-off.headline": "Zwei-Faktor-Authentifizierung ist ausgeschaltet",
  "admin.accountMail.two-factor-off.line":
    "Guten Tag, {{name}}, Ihr Konto fragt bei der Anmeldung nicht mehr nach einem Code.",
  "admin.accountMail.two-factor-off.closing":
    "Wenn Sie das nicht waren, ändern Sie jetzt Ihr Passwort und informieren Sie die Inhaberin oder den Inhaber Ihrer Organisation.",
};
