import type { FormErrors } from "#app/platform/http/parse-form.ts";
import type { CheckName, EventDraft, TextField } from "./event-draft.ts";

/** What each part of an event's form is told. */
export interface PartProps {
  draft: EventDraft;
  errors: FormErrors;
}

/** What a field of the form needs to show what the draft has for it, and what is wrong with that. */
export function fieldsOf({ draft, errors }: PartProps) {
  return {
    of: (name: TextField) => ({ name, defaultValue: draft[name], errors: errors[name] }),
    checked: (name: CheckName) => ({ name, defaultChecked: draft[name], errors: errors[name] }),
  };
}
