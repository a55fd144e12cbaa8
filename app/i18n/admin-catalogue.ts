import type { Language } from "#app/platform/locales.ts";
import type { KeyOf } from "./make-translators.ts";
import { en as auth } from "./messages/admin/auth/en.ts";
import { en as bookings } from "./messages/admin/bookings/en.ts";
import { en as developers } from "./messages/admin/developers/en.ts";
import { en as embed } from "./messages/admin/embed/en.ts";
import { en as eventForm } from "./messages/admin/event-form/en.ts";
import { en as events } from "./messages/admin/events/en.ts";
import { en as forms } from "./messages/admin/forms/en.ts";
import { en as mailbox } from "./messages/admin/mailbox/en.ts";
import { en as problems } from "./messages/admin/problems/en.ts";
import { en as settings } from "./messages/admin/settings/en.ts";
import { en as shell } from "./messages/admin/shell/en.ts";
import { en as webhooks } from "./messages/admin/webhooks/en.ts";

const en = {
  ...auth,
  ...bookings,
  ...developers,
  ...embed,
  ...eventForm,
  ...events,
  ...forms,
  ...mailbox,
  ...problems,
  ...settings,
  ...shell,
  ...webhooks,
};

export type AdminMessageKey = KeyOf<typeof en>;

type AdminMessages = Record<keyof typeof en, string>;

/**
 * The messages of organisers' pages, apart from those of public pages, whose scripts never carry them. English is
 * required; a language that is added has every message.
 */
export const adminCatalogue: { en: AdminMessages } & Partial<Record<Language, AdminMessages>> = { en };
