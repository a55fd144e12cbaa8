import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.problem.malformedForm.title": "No hemos podido leer ese formulario",
  "admin.problem.malformedForm.line":
    "No ha llegado como lo envían nuestras páginas, así que no se ha cambiado nada. Vuelva atrás, recargue la página e inténtelo de nuevo.",
  "admin.problem.forbidden.title": "No tiene acceso",
  "admin.problem.forbidden.line":
    "Con su cuenta no puede ver esta página. Pregunte a un propietario o inicie sesión con otra cuenta.",
  "admin.problem.notFound.title": "Página no encontrada",
  "admin.problem.notFound.line": "Puede que la dirección sea incorrecta o que la página se haya retirado.",
  "admin.problem.unexpected.title": "No hemos podido mostrar esta página",
  "admin.problem.unexpected.line":
    "Inténtelo de nuevo en un minuto. Si acababa de guardar algo, compruebe que está ahí antes de volver a guardarlo.",
  "admin.problem.home": "Ir al inicio",
};
