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

/** What was typed, valid or not, so that nothing of it is lost. */
export function typedDraft(form: FormData): EndpointDraft {
  const text = (name: string) => String(form.get(name) ?? "");
  return { url: text("url"), description: text("description"), types: form.getAll("types").map(String) };
}
