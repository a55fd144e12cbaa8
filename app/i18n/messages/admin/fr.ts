import type { AdminMessages } from "../../admin-catalogue.ts";
import { en } from "./en.ts";
import { fr as language } from "./language/fr.ts";

export const fr: AdminMessages = {
  ...en,
  ...language,
};
