import type { AdminMessages } from "../../admin-catalogue.ts";
import { en } from "./en.ts";
import { es as language } from "./language/es.ts";

export const es: AdminMessages = {
  ...en,
  ...language,
};
