import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.auth.signIn.wrong": "El correo o la contraseña no son correctos.",
  "admin.auth.signIn.emailMissing": "Escriba su correo electrónico.",
  "admin.auth.signIn.passwordMissing": "Escriba su contraseña.",
  "admin.auth.tooMany_one": "Demasiados intentos. Inténtelo de nuevo en {{count, number}} segundo.",
  "admin.auth.tooMany_other": "Demasiados intentos. Inténtelo de nuevo en {{count, number}} segundos.",
  "admin.auth.busy_one": "Reservo está saturado. Inténtelo de nuevo en {{count, number}} segundo.",
  "admin.auth.busy_other": "Reservo está saturado. Inténtelo de nuevo en {{count, number}} segundos.",
  "admin.auth.setUp.emailTaken": "Ya existe una cuenta con este correo. Use otro.",
  "admin.auth.signInAgain.notAllowed": "Esta cuenta no tiene permiso. Inicie sesión con la que usaba antes.",
  "admin.auth.code.missing": "Escriba el código.",
  "admin.auth.code.wrong": "Este código no es correcto o ya se ha usado. Escriba otro.",
  "admin.auth.code.expired": "Ha tardado demasiado. Inicie sesión de nuevo.",
  "admin.auth.password.wrong": "Esta contraseña no es correcta.",
};
