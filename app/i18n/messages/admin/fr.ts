import type { AdminMessages } from "../../admin-catalogue.ts";
import { fr as auth } from "./auth/fr.ts";
import { fr as bookings } from "./bookings/fr.ts";
import { fr as developers } from "./developers/fr.ts";
import { fr as embed } from "./embed/fr.ts";
import { fr as eventForm } from "./event-form/fr.ts";
import { fr as events } from "./events/fr.ts";
import { fr as forms } from "./forms/fr.ts";
import { fr as language } from "./language/fr.ts";
import { fr as mailbox } from "./mailbox/fr.ts";
import { fr as problems } from "./problems/fr.ts";
import { fr as settings } from "./settings/fr.ts";
import { fr as shell } from "./shell/fr.ts";
import { fr as webhooks } from "./webhooks/fr.ts";

export const fr: AdminMessages = {
  ...auth,
  ...bookings,
  ...developers,
  ...embed,
  ...eventForm,
  ...events,
  ...forms,
  ...language,
  ...mailbox,
  ...problems,
  ...settings,
  ...shell,
  ...webhooks,
};
