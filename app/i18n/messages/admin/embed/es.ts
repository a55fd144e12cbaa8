import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.embed.title": "Insertar",
  "admin.embed.titleOf": "Insertar {{title}}",
  "admin.embed.line": "Inserte el formulario de reserva en su sitio web: {{title}}.",
  "admin.embed.notPublished": "El evento no está publicado",
  "admin.embed.notPublishedLine": "El formulario no admite reservas hasta que publique el evento.",
  "admin.embed.delete": "Eliminar",
  "admin.embed.viewOnly": "Puede ver esta página. Solo los editores pueden cambiarla.",
  "admin.embed.saved": "Inserciones guardadas",
  "admin.embed.new": "Nueva inserción",
  "admin.embed.firstName": "Mi sitio web",
  "admin.embed.nextName": "Sitio web {{number, number}}",
  "admin.embed.defaultLabel": "Reservar",

  "admin.embed.seenOn": "Visto en",
  "admin.embed.notSeen":
    "Ningún sitio web ha mostrado aún este formulario. En cuanto abra una página con el código, su sitio web aparecerá aquí.",
  "admin.embed.installs": "Sitios web que muestran este formulario",
  "admin.embed.site": "Sitio web",
  "admin.embed.lastSeen": "Visto por última vez",
  "admin.embed.bookings": "Reservas",

  "admin.embed.conflict": "Otra persona guardó esta inserción después de que usted abriera este formulario",
  "admin.embed.name": "Nombre",
  "admin.embed.nameHint": "Para distinguir sus sitios web.",
  "admin.embed.mode": "Presentación",
  "admin.embed.mode.inline": "En la página",
  "admin.embed.mode.popup": "Ventana emergente desde un enlace",
  "admin.embed.mode.float": "Botón flotante",
  "admin.embed.mode.plain": "Solo iframe, sin script",
  "admin.embed.label": "Texto del botón",
  "admin.embed.position": "Posición",
  "admin.embed.position.bottom-end": "Abajo a la derecha",
  "admin.embed.position.bottom-start": "Abajo a la izquierda",
  "admin.embed.seats": "Plazas preseleccionadas",
  "admin.embed.success": "Redirigir después de reservar",
  "admin.embed.successHint":
    "Una página del mismo sitio web, por ejemplo https://example.org/gracias. Déjelo vacío para mostrar la confirmación en el formulario.",
  "admin.embed.sites": "Sitios web permitidos",
  "admin.embed.sitesHint":
    "Uno por línea, por ejemplo https://example.org o https://*.example.org. Se aplica a todas las inserciones de este evento. Déjelo vacío para permitir cualquier sitio https.",
  "admin.embed.sitesHintOfOrganisation":
    "Uno por línea, por ejemplo https://example.org o https://*.example.org. Se aplica a todas las inserciones de este evento. Déjelo vacío para usar los sitios web de su organización: {{sites}}.",
  "admin.embed.hide": "Ocultar",
  "admin.embed.hide.title": "Título",
  "admin.embed.hide.description": "Descripción",
  "admin.embed.hide.image": "Diagrama de plazas",
  "admin.embed.theme": "Tema",
  "admin.embed.theme.auto": "Como la página",
  "admin.embed.theme.light": "Claro",
  "admin.embed.theme.dark": "Oscuro",
  "admin.embed.colour": "Color",
  "admin.embed.colourOfEvent": "Color del evento",
  "admin.embed.font": "Fuente",
  "admin.embed.font.brand": "Fuente de Reservo",
  "admin.embed.font.system": "Fuente del sistema",
  "admin.embed.language": "Idioma",
  "admin.embed.languageOfVisitor": "Idioma del visitante",
  "admin.embed.siteNotAllowed": "Este sitio web no está permitido",
  "admin.embed.siteNotAllowedLine":
    "{{site}} no figura entre los sitios web permitidos: el formulario no se cargaría allí.",

  "admin.embed.code": "Código",
  "admin.embed.code.html": "HTML",
  "admin.embed.code.react": "React",
  "admin.embed.code.wordpress": "WordPress",
  "admin.embed.code.plain": "Solo iframe",
  "admin.embed.codeHint.html":
    "Péguelo donde deba aparecer el formulario. El enlace funciona aunque el script no se cargue.",
  "admin.embed.codeHint.react": "Un componente suyo: ningún paquete que mantener al día.",
  "admin.embed.codeHint.wordpress": "Añada un bloque «HTML personalizado» y pegue el código.",
  "admin.embed.codeHint.plain":
    "Para páginas que no admiten scripts. Ajuste la altura que necesite su formulario.",
  "admin.embed.saveFirst":
    "Guarde primero para obtener un código más corto. Después podrá cambiar el aspecto sin tocar su sitio web.",
  "admin.embed.pinned": "Fijar la versión del script (SRI)",
  "admin.embed.pinnedHint":
    "Para sitios web con reglas estrictas. Las versiones fijas no reciben correcciones.",
  "admin.embed.strict": "El sitio web usa una Content-Security-Policy estricta",
  "admin.embed.policyHint": "Añada estas líneas a la Content-Security-Policy del sitio web:",
  "admin.embed.styleHint":
    "Una política así bloquea los atributos style. Reserve el espacio del formulario en la hoja de estilos del sitio web:",
  "admin.embed.snippet.code": "Código para pegar",
  "admin.embed.snippet.policy": "Líneas de la política",
  "admin.embed.snippet.style": "Líneas de la hoja de estilos",
  "admin.embed.copySnippet.code": "Copiar el código",
  "admin.embed.copySnippet.policy": "Copiar la política",
  "admin.embed.copySnippet.style": "Copiar los estilos",

  "admin.embed.preview": "Vista previa",
  "admin.embed.noPreview": "La vista previa no está disponible",
  "admin.embed.noPreviewLine":
    "Defina PREVIEW_ORIGIN para ver el formulario en un sitio web de demostración. El código funciona sin ella.",
  "admin.embed.device.phone": "Teléfono",
  "admin.embed.device.tablet": "Tableta",
  "admin.embed.device.desktop": "Ordenador",
  "admin.embed.darkSite": "Sitio web oscuro",
  "admin.embed.testBooking": "Reserva de prueba",
  "admin.embed.previewReal":
    "Las reservas hechas aquí son reales. La página que rodea el formulario es un sitio web de demostración: {{origin}}",
  "admin.embed.previewTest":
    "Modo de prueba: no se guarda nada. La página que rodea el formulario es un sitio web de demostración: {{origin}}",
  "admin.embed.previewFrame": "Vista previa del formulario en un sitio web de demostración",
  "admin.embed.log": "Registro de eventos",
  "admin.embed.logEmpty": "Los mensajes del formulario aparecen aquí.",
  "admin.embed.clearLog": "Borrar",
};
