import type { AdminMessages } from "../../admin-catalogue.ts";
import { de as auth } from "./auth/de.ts";
import { de as bookings } from "./bookings/de.ts";
import { de as developers } from "./developers/de.ts";
import { de as embed } from "./embed/de.ts";
import { de as eventForm } from "./event-form/de.ts";
import { de as events } from "./events/de.ts";
import { de as forms } from "./forms/de.ts";
import { de as language } from "./language/de.ts";
import { de as mailbox } from "./mailbox/de.ts";
import { de as problems } from "./problems/de.ts";
import { de as settings } from "./settings/de.ts";
import { de as shell } from "./shell/de.ts";
import { de as webhooks } from "./webhooks/de.ts";

export const de: AdminMessages = {
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
