import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.settings.title": "Paramètres",
  "admin.settings.line": "Ils s’appliquent à tous vos événements.",
  "admin.settings.saved": "Paramètres enregistrés",
  "admin.settings.conflict":
    "Quelqu’un d’autre a enregistré ces paramètres après l’ouverture de ce formulaire",
  "admin.settings.auditLog": "Journal d’audit",
  "admin.settings.name": "Nom",
  "admin.settings.contactEmail": "E-mail de contact",
  "admin.settings.contactEmailHint":
    "Sert aux réponses et s’affiche sur les pages d’événement qui n’ont pas leur propre contact.",
  "admin.settings.timeZone": "Fuseau horaire",
  "admin.settings.timeZoneHint": "Pour les nouveaux événements. Les autres gardent le leur.",
  "admin.settings.country": "Pays",
  "admin.settings.countryHint": "Pour les numéros de téléphone sans indicatif de pays.",
  "admin.settings.currency": "Devise",
  "admin.settings.none": "Non défini",
  "admin.settings.privacyUrl": "Lien vers votre politique de confidentialité",
  "admin.settings.imprintUrl": "Lien vers vos mentions légales",
  "admin.settings.linkHint": "Affiché au bas de vos pages publiques.",
  "admin.settings.twoFactor": "Exiger la double authentification",
  "admin.settings.twoFactorHint":
    "Les membres devront l’activer avant de continuer. Les clés d’API ne sont pas concernées.",
  "admin.settings.twoFactorOwn": "Votre double authentification",
};
