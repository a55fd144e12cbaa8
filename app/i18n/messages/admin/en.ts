import { en as auth } from "./auth/en.ts";
import { en as bookings } from "./bookings/en.ts";
import { en as developers } from "./developers/en.ts";
import { en as embed } from "./embed/en.ts";
import { en as eventForm } from "./event-form/en.ts";
import { en as events } from "./events/en.ts";
import { en as forms } from "./forms/en.ts";
import { en as language } from "./language/en.ts";
import { en as mailbox } from "./mailbox/en.ts";
import { en as problems } from "./problems/en.ts";
import { en as settings } from "./settings/en.ts";
import { en as shell } from "./shell/en.ts";
import { en as webhooks } from "./webhooks/en.ts";

/** The words of organisers' pages in English, which says what keys there are. */
export const en = {
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
