import type { AdminServerKey, AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";

/** The labels of the fields that rows of the audit log name. */
const LABELS: Record<string, AdminServerKey> = {
  title: "admin.eventForm.title",
  description: "admin.eventForm.description",
  locale: "admin.eventForm.language",
  stock: "admin.eventForm.colour",
  price: "admin.eventForm.price",
  contactEmail: "admin.eventForm.contactEmail",
  message: "admin.eventForm.message",
  place: "admin.eventForm.place",
  online: "admin.eventForm.online",
  joinUrl: "admin.eventForm.joinUrl",
  timeZone: "admin.eventForm.timeZone",
  seatNoun: "admin.eventForm.seatNoun",
  numbersShown: "admin.eventForm.numbersShown",
  maxPerBooking: "admin.eventForm.perBooking",
  maxPerPerson: "admin.eventForm.perPerson",
  opensAt: "admin.eventForm.opensAt",
  closesMinutesBefore: "admin.eventForm.closesBefore",
  closesUnit: "admin.eventForm.closesBefore",
  cancelMinutesBefore: "admin.eventForm.cancelBefore",
  cancelUnit: "admin.eventForm.cancelBefore",
  holdMinutes: "admin.eventForm.holdMinutes",
  extendMinutes: "admin.eventForm.extendMinutes",
  guestNames: "admin.eventForm.guestNames",
  codePer: "admin.eventForm.codePer",
  visibility: "admin.eventForm.visibility",
  accessCode: "admin.eventForm.accessCode",
  publicApi: "admin.eventForm.publicApi",
  manyFromOneNetwork: "admin.eventForm.manyFromOneNetwork",
  embedSites: "admin.eventForm.embedSites",
  questions: "admin.eventForm.questions",
  name: "admin.settings.name",
  country: "admin.settings.country",
  currency: "admin.settings.currency",
  privacyUrl: "admin.settings.privacyUrl",
  imprintUrl: "admin.settings.imprintUrl",
  networks: "admin.keys.networks",
  url: "admin.webhooks.address",
  types: "admin.webhooks.events",
  state: "admin.webhooks.status",
  mode: "admin.embed.mode",
  theme: "admin.embed.theme",
  font: "admin.embed.font",
  seats: "admin.embed.seats",
  hide: "admin.embed.hide",
  success: "admin.embed.success",
  label: "admin.embed.label",
  position: "admin.embed.position",
  sites: "admin.embed.sites",
};

/** Returns the labels of the fields, each once; the name of a field without one, such as that of another release. */
export function fieldLabels(fields: readonly string[], t: AdminServerTranslate): string[] {
  const labels = fields.map((field) => {
    const key = Object.hasOwn(LABELS, field) ? LABELS[field] : undefined;
    return key === undefined ? field : t(key);
  });
  return [...new Set(labels)];
}
