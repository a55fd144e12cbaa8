import type { ReactNode } from "react";
import { deleteFormDraft } from "#app/ui/admin/form-drafts.ts";

interface Props {
  /** The path that the form was sent to, with its query. */
  action: string;
  /** The fields of the form, in its order; a name may occur several times. */
  kept: [name: string, value: string][];
  className: string;
  children: ReactNode;
}

/** Holds a submitted form in hidden fields and submits it again, along with its own fields. */
export function ResubmitForm({ action, kept, className, children }: Props) {
  return (
    <form
      method="post"
      action={action}
      noValidate
      className={className}
      // The form is sent from this page: the copy in the browser's storage is no longer needed.
      onSubmit={() => deleteFormDraft(location.pathname)}
    >
      {kept.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name may occur several times, and the order stays.
        <input key={index} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
