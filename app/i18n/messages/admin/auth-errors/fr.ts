import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.auth.signIn.wrong": "Adresse e-mail ou mot de passe incorrect.",
  "admin.auth.signIn.emailMissing": "Saisissez votre adresse e-mail.",
  "admin.auth.signIn.passwordMissing": "Saisissez votre mot de passe.",
  "admin.auth.tooMany_one": "Trop de tentatives. Réessayez dans {{count, number}} seconde.",
  "admin.auth.tooMany_other": "Trop de tentatives. Réessayez dans {{count, number}} secondes.",
  "admin.auth.busy_one": "Reservo est très sollicité. Réessayez dans {{count, number}} seconde.",
  "admin.auth.busy_other": "Reservo est très sollicité. Réessayez dans {{count, number}} secondes.",
  "admin.auth.setUp.emailTaken": "Un compte existe déjà avec cette adresse e-mail. Utilisez-en une autre.",
  "admin.auth.signInAgain.notAllowed":
    "Ce compte n’y est pas autorisé. Connectez-vous avec celui que vous utilisiez.",
  "admin.auth.code.missing": "Saisissez le code.",
  "admin.auth.code.wrong": "Ce code est incorrect ou a déjà servi. Saisissez-en un autre.",
  "admin.auth.code.expired": "Le délai est dépassé. Reconnectez-vous.",
  "admin.auth.password.wrong": "Ce mot de passe est incorrect.",
};
