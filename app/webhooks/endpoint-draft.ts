import type { AdminMessageKey } from "#app/i18n/admin-catalogue.ts";
import { differencesIn, type SaveConflict } from "#app/ui/admin/save-conflict.ts";
import type { Endpoint } from "./endpoints.server.ts";

/** The fields of the endpoint form. */
export interface EndpointDraft {
  url: string;
  description: string;
  types: string[];
}

export const newDraft: EndpointDraft = {
  url: "",
  description: "",
  types: ["booking.confirmed", "booking.changed", "booking.cancelled"],
};

const LABELS = {
  url: "admin.webhooks.address",
  description: "admin.webhooks.description",
  types: "admin.webhooks.events",
} as const satisfies Record<keyof EndpointDraft, AdminMessageKey>;

/** Returns the differences between the submitted form and the stored endpoint. */
export function endpointConflict(saved: Endpoint, typed: EndpointDraft): SaveConflict {
  return { version: saved.version, differences: differencesIn(saved, typed, LABELS) };
}

/** Returns the submitted values, valid or not, so that the form can be shown again without loss. */
export function typedDraft(form: FormData): EndpointDraft {
  const text = (name: string) => String(form.get(name) ?? "");
  return { url: text("url"), description: text("description"), types: form.getAll("types").map(String) };
}
