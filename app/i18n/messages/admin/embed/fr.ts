import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.embed.title": "Intégrer",
  "admin.embed.titleOf": "Intégrer {{title}}",
  "admin.embed.line": "Ajoutez le formulaire de réservation à votre site : {{title}}.",
  "admin.embed.notPublished": "L’événement n’est pas publié",
  "admin.embed.notPublishedLine": "Le formulaire n’accepte aucune réservation avant la publication.",
  "admin.embed.delete": "Supprimer",
  "admin.embed.viewOnly": "Vous pouvez consulter cette page. Seuls les éditeurs peuvent la modifier.",
  "admin.embed.saved": "Intégrations enregistrées",
  "admin.embed.new": "Nouvelle intégration",
  "admin.embed.firstName": "Mon site",
  "admin.embed.nextName": "Site {{number, number}}",
  "admin.embed.defaultLabel": "Réserver",

  "admin.embed.seenOn": "Vu sur",
  "admin.embed.notSeen":
    "Aucun site n’a encore affiché ce formulaire. Dès que vous ouvrirez une page contenant le code, son site apparaîtra ici.",
  "admin.embed.installs": "Sites qui affichent ce formulaire",
  "admin.embed.site": "Site",
  "admin.embed.lastSeen": "Vu pour la dernière fois",
  "admin.embed.bookings": "Réservations",

  "admin.embed.conflict":
    "Quelqu’un d’autre a enregistré cette intégration après l’ouverture de ce formulaire",
  "admin.embed.name": "Nom",
  "admin.embed.nameHint": "Pour distinguer vos sites.",
  "admin.embed.mode": "Affichage",
  "admin.embed.mode.inline": "Dans la page",
  "admin.embed.mode.popup": "Fenêtre ouverte par un lien",
  "admin.embed.mode.float": "Bouton flottant",
  "admin.embed.mode.plain": "Simple iframe, sans script",
  "admin.embed.label": "Texte du bouton",
  "admin.embed.position": "Position",
  "admin.embed.position.bottom-end": "En bas à droite",
  "admin.embed.position.bottom-start": "En bas à gauche",
  "admin.embed.seats": "Places présélectionnées",
  "admin.embed.success": "Redirection après la réservation",
  "admin.embed.successHint":
    "Une page du même site, par exemple https://example.org/merci. Laissez vide pour afficher la confirmation dans le formulaire.",
  "admin.embed.sites": "Sites autorisés",
  "admin.embed.sitesHint":
    "Un par ligne, par exemple https://example.org ou https://*.example.org. S’applique à toutes les intégrations de cet événement. Laissez vide pour autoriser tout site en https.",
  "admin.embed.sitesHintOfOrganisation":
    "Un par ligne, par exemple https://example.org ou https://*.example.org. S’applique à toutes les intégrations de cet événement. Laissez vide pour utiliser les sites de votre organisation : {{sites}}.",
  "admin.embed.hide": "Masquer",
  "admin.embed.hide.title": "Titre",
  "admin.embed.hide.description": "Description",
  "admin.embed.hide.image": "Schéma des places",
  "admin.embed.theme": "Thème",
  "admin.embed.theme.auto": "Comme la page",
  "admin.embed.theme.light": "Clair",
  "admin.embed.theme.dark": "Sombre",
  "admin.embed.colour": "Couleur",
  "admin.embed.colourOfEvent": "Couleur de l’événement",
  "admin.embed.font": "Police",
  "admin.embed.font.brand": "Police de Reservo",
  "admin.embed.font.system": "Police du système",
  "admin.embed.language": "Langue",
  "admin.embed.languageOfVisitor": "Langue du visiteur",
  "admin.embed.siteNotAllowed": "Ce site n’est pas autorisé",
  "admin.embed.siteNotAllowedLine":
    "{{site}} ne figure pas parmi les sites autorisés : le formulaire ne s’y chargerait pas.",

  "admin.embed.code": "Code",
  "admin.embed.code.html": "HTML",
  "admin.embed.code.react": "React",
  "admin.embed.code.wordpress": "WordPress",
  "admin.embed.code.plain": "Simple iframe",
  "admin.embed.codeHint.html":
    "Collez ce code là où le formulaire doit apparaître. Le lien fonctionne même si le script ne se charge pas.",
  "admin.embed.codeHint.react": "Un composant à vous : aucun paquet à tenir à jour.",
  "admin.embed.codeHint.wordpress": "Ajoutez un bloc « HTML personnalisé » et collez-y ce code.",
  "admin.embed.codeHint.plain":
    "Pour les pages qui n’acceptent pas de script. Réglez la hauteur selon votre formulaire.",
  "admin.embed.saveFirst":
    "Enregistrez d’abord pour obtenir un code plus court. Vous pourrez ensuite changer l’apparence sans toucher à votre site.",
  "admin.embed.pinned": "Fixer la version du script (SRI)",
  "admin.embed.pinnedHint":
    "Pour les sites aux règles strictes. Une version fixe ne reçoit pas de correctifs.",
  "admin.embed.strict": "Le site applique une Content-Security-Policy stricte",
  "admin.embed.policyHint": "Ajoutez ces lignes à la Content-Security-Policy du site :",
  "admin.embed.styleHint":
    "Une telle politique bloque les attributs style. Réservez plutôt l’espace du formulaire dans la feuille de style du site :",
  "admin.embed.snippet.code": "Code à coller",
  "admin.embed.snippet.policy": "Lignes de la politique",
  "admin.embed.snippet.style": "Lignes de la feuille de style",
  "admin.embed.copySnippet.code": "Copier le code",
  "admin.embed.copySnippet.policy": "Copier la politique",
  "admin.embed.copySnippet.style": "Copier les styles",

  "admin.embed.preview": "Aperçu",
  "admin.embed.noPreview": "Aperçu indisponible",
  "admin.embed.noPreviewLine":
    "Définissez PREVIEW_ORIGIN pour voir le formulaire sur un site de démonstration. Le code fonctionne sans.",
  "admin.embed.device.phone": "Téléphone",
  "admin.embed.device.tablet": "Tablette",
  "admin.embed.device.desktop": "Ordinateur",
  "admin.embed.darkSite": "Site sombre",
  "admin.embed.testBooking": "Réservation de test",
  "admin.embed.previewReal":
    "Les réservations faites ici sont réelles. La page autour du formulaire est un site de démonstration : {{origin}}",
  "admin.embed.previewTest":
    "Mode test : rien n’est enregistré. La page autour du formulaire est un site de démonstration : {{origin}}",
  "admin.embed.previewFrame": "Aperçu du formulaire sur un site de démonstration",
  "admin.embed.log": "Journal des événements",
  "admin.embed.logEmpty": "Les messages du formulaire s’afficheront ici.",
  "admin.embed.clearLog": "Effacer",
};
