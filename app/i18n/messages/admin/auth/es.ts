import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.auth.signIn.title": "Iniciar sesión",
  "admin.auth.signIn.description": "Inicie sesión para gestionar sus eventos.",
  "admin.auth.signIn.line": "Para organizadores. Los asistentes no necesitan una cuenta.",
  "admin.auth.signIn.failed": "No se ha podido iniciar sesión",
  "admin.auth.signIn.noOwner": "Aún no hay ninguna cuenta",
  "admin.auth.signIn.noOwnerLine":
    "Abra el enlace de configuración que Reservo mostró en el terminal al arrancar.",
  "admin.auth.signIn.busy": "Iniciando sesión…",
  "admin.auth.signInAgain.title": "Volver a iniciar sesión",
  "admin.auth.signInAgain.line":
    "Se ha cerrado su sesión. Iníciela de nuevo y se enviará lo que había escrito.",
  "admin.auth.signInAgain.button": "Iniciar sesión y continuar",
  "admin.auth.code.line": "Escriba el código de su aplicación de autenticación.",
  "admin.auth.email": "Correo electrónico",
  "admin.auth.password": "Contraseña",
  "admin.auth.setUp.title": "Configurar Reservo",
  "admin.auth.setUp.description": "Cree la cuenta del propietario.",
  "admin.auth.setUp.line": "Usted será el propietario. Este enlace solo funciona una vez.",
  "admin.auth.setUp.organization": "Nombre de la organización",
  "admin.auth.setUp.organizationHint": "Visible para los asistentes.",
  "admin.auth.setUp.countryOfZone": "País de la zona horaria",
  "admin.auth.setUp.countryHint": "Para los números de teléfono sin prefijo de país.",
  "admin.auth.setUp.timeZone": "Zona horaria",
  "admin.auth.setUp.busy": "Configurando…",
  "admin.auth.setUp.name": "Su nombre",
  "admin.auth.setUp.email": "Su correo electrónico",
  "admin.auth.setUp.emailHint": "Con él iniciará sesión.",
  "admin.auth.setUp.emailPublic": "Mostrar este correo en las páginas públicas",
  "admin.auth.setUp.passwordHint": "8 caracteres como mínimo.",
};
