import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.twoFactor.title": "Verificación en dos pasos",
  "admin.twoFactor.line": "Inicie sesión con su contraseña y un código de una aplicación de su teléfono.",
  "admin.twoFactor.required": "{{organization}} exige la verificación en dos pasos",
  "admin.twoFactor.requiredLine": "Actívela aquí para continuar.",
  "admin.twoFactor.off": "Desactivada",
  "admin.twoFactor.since": "Activa desde el {{date}}",
  "admin.twoFactor.scan":
    "Escanee esto con una aplicación de autenticación o escriba en ella la clave. Después escriba el código de la aplicación.",
  "admin.twoFactor.qr": "Código QR para su aplicación de autenticación",
  "admin.twoFactor.key": "Clave",
  "admin.twoFactor.turnOn": "Activar",
  "admin.twoFactor.turnOff": "Desactivar",
  "admin.twoFactor.offLine": "Para cambiar de teléfono, desactívela y vuelva a activarla.",
  "admin.twoFactor.codes": "Códigos de recuperación",
  "admin.twoFactor.codesOnce":
    "Imprima o guarde estos códigos. No se volverán a mostrar, y cada uno sustituye una vez a un código.",
  "admin.twoFactor.left_one":
    "Queda {{count, number}} código de recuperación. Sustituye una vez a un código de la aplicación.",
  "admin.twoFactor.left_other":
    "Quedan {{count, number}} códigos de recuperación. Cada uno sustituye una vez a un código de la aplicación.",
  "admin.twoFactor.renew": "Crear códigos nuevos",
  "admin.twoFactor.print": "Imprimir",
  "admin.twoFactor.continue": "Continuar",
  "admin.twoFactor.blocked":
    "Su formulario se conserva aquí. Active la verificación en dos pasos en otra pestaña y envíe después el formulario.",
  "admin.twoFactor.open": "Activarla en otra pestaña",
  "admin.twoFactor.submit": "Enviar el formulario",
};
