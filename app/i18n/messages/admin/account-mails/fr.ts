import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.accountMail.invitation.headline": "{{inviter}} vous invite à rejoindre {{organization}}",
  "admin.accountMail.invitation.line":
    "Rejoignez {{organization}} sur Reservo pour participer à la gestion de ses événements et de ses réservations.",
  "admin.accountMail.invitation.action": "Voir l’invitation",
  "admin.accountMail.invitation.closing":
    "Si vous n’attendiez pas cette invitation, ignorez-la : rien ne se passe sans votre accord.",
  "admin.accountMail.password-link.headline": "Choisissez un nouveau mot de passe",
  "admin.accountMail.password-link.line":
    "Bonjour {{name}}, un lien a été demandé pour choisir un nouveau mot de passe pour votre compte. Il fonctionne une seule fois, pendant 10 minutes.",
  "admin.accountMail.password-link.action": "Choisir un nouveau mot de passe",
  "admin.accountMail.password-link.closing":
    "Si ce n’était pas vous, ignorez cet e-mail : votre mot de passe reste inchangé.",
  "admin.accountMail.password-changed.headline": "Votre mot de passe a été modifié",
  "admin.accountMail.password-changed.line":
    "Bonjour {{name}}, le mot de passe de votre compte a été modifié et les autres navigateurs ont été déconnectés.",
  "admin.accountMail.password-changed.closing":
    "Si ce n’était pas vous, choisissez tout de suite « Mot de passe oublié » sur la page de connexion et prévenez le propriétaire de votre organisation.",
  "admin.accountMail.email-link.headline": "Confirmez votre nouvelle adresse e-mail",
  "admin.accountMail.email-link.line":
    "Bonjour {{name}}, confirmez que votre compte doit utiliser cette adresse pour la connexion. Le lien fonctionne une seule fois, pendant une heure.",
  "admin.accountMail.email-link.action": "Confirmer l’adresse",
  "admin.accountMail.email-link.closing": "Si vous n’avez rien demandé, ignorez cet e-mail : rien ne change.",
  "admin.accountMail.email-changed.headline": "Votre adresse e-mail a été modifiée",
  "admin.accountMail.email-changed.line":
    "Bonjour {{name}}, votre compte utilise désormais {{email}} pour la connexion, et non plus cette adresse.",
  "admin.accountMail.email-changed.closing":
    "Si ce n’était pas vous, prévenez immédiatement le propriétaire de votre organisation.",
  "admin.accountMail.two-factor-on.headline": "La double authentification est activée",
  "admin.accountMail.two-factor-on.line":
    "Bonjour {{name}}, votre compte demande désormais un code de votre application d’authentification à chaque connexion.",
  "admin.accountMail.two-factor-on.closing":
    "Si ce n’était pas vous, prévenez immédiatement le propriétaire de votre organisation.",
  "admin.accountMail.two-factor-off.headline": "La double authentification est désactivée",
  "admin.accountMail.two-factor-off.line":
    "Bonjour {{name}}, votre compte ne demande plus de code à la connexion.",
  "admin.accountMail.two-factor-off.closing":
    "Si ce n’était pas vous, changez tout de suite votre mot de passe et prévenez le propriétaire de votre organisation.",
};
