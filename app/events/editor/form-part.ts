import type { FormErrors } from "#app/platform/http/parse-form.ts";
import type { CheckName, EventDraft, TextField } from "./event-draft.ts";

/** Properties of the parts of an event's form. */
export interface PartProps {
  draft: EventDraft;
  errors: FormErrors;
}

/** Returns functions that give the properties of a field: its name, its value in the draft and its errors. */
export function fieldsOf({ draft, errors }: PartProps) {
  return {
    of: (name: TextField) => ({ name, defaultValue: draft[name], errors: errors[name] }),
    checked: (name: CheckName) => ({ name, defaultChecked: draft[name], errors: errors[name] }),
  };
}
