import { Form, type FormProps, useLocation } from "@remix-run/react";
import { createContext, forwardRef, type ReactNode, useContext, useId, useState } from "react";
import { FORM_KEY } from "#app/platform/http/form-key.ts";
import { newToken } from "#app/platform/secrets.ts";
import { UnsavedChanges } from "./unsaved-changes.tsx";

const PageKeyContext = createContext<string | undefined>(undefined);

/**
 * Gives the forms below it their keys, and asks before the page is left with changes that are not saved. `seed` is random
 * and comes with the document, so that the server and the browser render the same; each navigation after that, which the
 * answer to a form is too, makes the keys anew.
 */
export function PageForms({ seed, children }: { seed: string; children: ReactNode }) {
  const { key: location } = useLocation();
  const [page, setPage] = useState({ location, key: seed });
  if (page.location !== location) setPage({ location, key: newToken() });
  return (
    <PageKeyContext.Provider value={page.key}>
      <UnsavedChanges>{children}</UnsavedChanges>
    </PageKeyContext.Provider>
  );
}

export type AdminFormProps = Omit<FormProps, "method">;

/** A form of an organiser's page, posted with a key under which it is carried out once. */
export const AdminForm = forwardRef<HTMLFormElement, AdminFormProps>(({ children, ...props }, ref) => {
  const page = useContext(PageKeyContext);
  const form = useId();
  if (page === undefined) throw new Error("An AdminForm stands inside of PageForms.");
  return (
    <Form method="post" ref={ref} {...props}>
      <input type="hidden" name={FORM_KEY} value={page + form} autoComplete="off" />
      {children}
    </Form>
  );
});
AdminForm.displayName = "AdminForm";
