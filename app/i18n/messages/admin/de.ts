import type { AdminMessages } from "../../admin-catalogue.ts";
import { en } from "./en.ts";
import { de as language } from "./language/de.ts";

export const de: AdminMessages = {
  ...en,
  ...language,
};
