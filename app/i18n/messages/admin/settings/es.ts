import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.settings.title": "Ajustes",
  "admin.settings.line": "Se aplican a todos sus eventos.",
  "admin.settings.saved": "Ajustes guardados",
  "admin.settings.conflict": "Otra persona guardó estos ajustes después de que usted abriera este formulario",
  "admin.settings.auditLog": "Registro de auditoría",
  "admin.settings.name": "Nombre",
  "admin.settings.contactEmail": "Correo de contacto",
  "admin.settings.contactEmailHint":
    "Se usa para las respuestas y se muestra en las páginas de eventos sin contacto propio.",
  "admin.settings.timeZone": "Zona horaria",
  "admin.settings.timeZoneHint": "Para los eventos nuevos. Los existentes conservan la suya.",
  "admin.settings.country": "País",
  "admin.settings.countryHint": "Para los números de teléfono sin prefijo de país.",
  "admin.settings.currency": "Moneda",
  "admin.settings.none": "Sin definir",
  "admin.settings.privacyUrl": "Enlace a su política de privacidad",
  "admin.settings.imprintUrl": "Enlace a su aviso legal",
  "admin.settings.linkHint": "Se muestra al pie de sus páginas públicas.",
  "admin.settings.twoFactor": "Exigir la verificación en dos pasos",
  "admin.settings.twoFactorHint":
    "Los miembros deberán activarla antes de continuar. No afecta a las claves de API.",
  "admin.settings.twoFactorOwn": "Su verificación en dos pasos",
};
