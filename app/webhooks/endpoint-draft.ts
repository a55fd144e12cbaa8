import type { AdminMessageKey } from "#app/i18n/admin-catalogue.ts";
import { differencesIn, type SaveConflict } from "#app/ui/admin/save-conflict.ts";
import type { Endpoint } from "./endpoints.server.ts";

/** What is shown of an endpoint while it is typed. */
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

/** Returns how a form differs from the endpoint as it is saved now. */
export function endpointConflict(saved: Endpoint, typed: EndpointDraft): SaveConflict {
  return { version: saved.version, differences: differencesIn(saved, typed, LABELS) };
}

/** What was typed, valid or not, so that nothing of it is lost. */
export function typedDraft(form: FormData): EndpointDraft {
  const text = (name: string) => String(form.get(name) ?? "");
  return { url: text("url"), description: text("description"), types: form.getAll("types").map(String) };
}
