import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.accountMail.invitation.headline": "{{inviter}} le invita a unirse a {{organization}}",
  "admin.accountMail.invitation.line":
    "Únase a {{organization}} en Reservo para trabajar en sus eventos y reservas.",
  "admin.accountMail.invitation.action": "Ver la invitación",
  "admin.accountMail.invitation.closing":
    "Si no esperaba esta invitación, puede ignorarla: no ocurre nada si no la acepta.",
  "admin.accountMail.password-link.headline": "Elija una contraseña nueva",
  "admin.accountMail.password-link.line":
    "Hola, {{name}}: se ha solicitado un enlace para elegir una contraseña nueva para su cuenta. Funciona una sola vez, durante 10 minutos.",
  "admin.accountMail.password-link.action": "Elegir una contraseña nueva",
  "admin.accountMail.password-link.closing":
    "Si no ha sido usted, ignore este correo: su contraseña no cambia.",
  "admin.accountMail.password-changed.headline": "Se ha cambiado su contraseña",
  "admin.accountMail.password-changed.line":
    "Hola, {{name}}: se ha cambiado la contraseña de su cuenta y se ha cerrado la sesión en los demás navegadores.",
  "admin.accountMail.password-changed.closing":
    "Si no ha sido usted, elija ahora «He olvidado mi contraseña» en la página de inicio de sesión e informe al propietario de su organización.",
  "admin.accountMail.email-link.headline": "Confirme su nueva dirección de correo",
  "admin.accountMail.email-link.line":
    "Hola, {{name}}: confirme que quiere iniciar sesión con esta dirección. El enlace funciona una sola vez, durante una hora.",
  "admin.accountMail.email-link.action": "Confirmar la dirección",
  "admin.accountMail.email-link.closing": "Si no lo ha solicitado, ignore este correo: no cambia nada.",
  "admin.accountMail.email-changed.headline": "Se ha cambiado su dirección de correo",
  "admin.accountMail.email-changed.line":
    "Hola, {{name}}: ahora inicia sesión con {{email}}; esta dirección ya no se usa.",
  "admin.accountMail.email-changed.closing":
    "Si no ha sido usted, informe de inmediato al propietario de su organización.",
  "admin.accountMail.two-factor-on.headline": "La verificación en dos pasos está activada",
  "admin.accountMail.two-factor-on.line":
    "Hola, {{name}}: a partir de ahora su cuenta pide un código de su aplicación de autenticación al iniciar sesión.",
  "admin.accountMail.two-factor-on.closing":
    "Si no ha sido usted, informe de inmediato al propietario de su organización.",
  "admin.accountMail.two-factor-off.headline": "La verificación en dos pasos está desactivada",
  "admin.accountMail.two-factor-off.line":
    "Hola, {{name}}: su cuenta ya no pide ningún código al iniciar sesión.",
  "admin.accountMail.two-factor-off.closing":
    "Si no ha sido usted, cambie ahora su contraseña e informe al propietario de su organización.",
};
