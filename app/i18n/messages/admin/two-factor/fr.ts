import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.twoFactor.title": "Double authentification",
  "admin.twoFactor.line":
    "Connectez-vous avec votre mot de passe et un code d’une application de votre téléphone.",
  "admin.twoFactor.required": "{{organization}} exige la double authentification",
  "admin.twoFactor.requiredLine": "Activez-la ici pour continuer.",
  "admin.twoFactor.off": "Désactivée",
  "admin.twoFactor.since": "Active depuis le {{date}}",
  "admin.twoFactor.scan":
    "Scannez ceci avec une application d’authentification ou saisissez-y la clé. Saisissez ensuite le code de l’application.",
  "admin.twoFactor.qr": "Code QR pour votre application d’authentification",
  "admin.twoFactor.key": "Clé",
  "admin.twoFactor.turnOn": "Activer",
  "admin.twoFactor.turnOff": "Désactiver",
  "admin.twoFactor.offLine": "Pour changer de téléphone, désactivez-la puis réactivez-la.",
  "admin.twoFactor.codes": "Codes de secours",
  "admin.twoFactor.codesOnce":
    "Imprimez ou conservez ces codes. Ils ne seront plus affichés ; chacun remplace un code une seule fois.",
  "admin.twoFactor.left_one":
    "{{count, number}} code de secours restant. Il remplace une fois un code de l’application.",
  "admin.twoFactor.left_other":
    "{{count, number}} codes de secours restants. Chacun remplace une fois un code de l’application.",
  "admin.twoFactor.renew": "Créer de nouveaux codes",
  "admin.twoFactor.print": "Imprimer",
  "admin.twoFactor.continue": "Continuer",
  "admin.twoFactor.blocked":
    "Votre saisie est conservée ici. Activez la double authentification dans un nouvel onglet, puis envoyez le formulaire.",
  "admin.twoFactor.open": "L’activer dans un nouvel onglet",
  "admin.twoFactor.submit": "Envoyer le formulaire",
};
