import { Form, type FormProps, useLocation } from "@remix-run/react";
import { createContext, forwardRef, type ReactNode, useContext, useId, useState } from "react";
import { FORM_KEY } from "#app/platform/http/form-key.ts";
import { newToken } from "#app/platform/secrets.ts";
import { UnsavedChanges } from "./unsaved-changes.tsx";

const PageKeyContext = createContext<string | undefined>(undefined);

/**
 * Provides the keys of the forms below it, and asks before leaving a page with unsaved changes. `seed` is random and sent
 * with the document, so that server and browser render the same keys. Each later navigation, including the response to a
 * form, generates new keys.
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

/** A form of an admin page, posted with a key that prevents it from being run twice. */
export const AdminForm = forwardRef<HTMLFormElement, AdminFormProps>(({ children, ...props }, ref) => {
  const page = useContext(PageKeyContext);
  const form = useId();
  if (page === undefined) throw new Error("AdminForm must be rendered inside PageForms.");
  return (
    <Form method="post" ref={ref} {...props}>
      <input type="hidden" name={FORM_KEY} value={page + form} autoComplete="off" />
      {children}
    </Form>
  );
});
AdminForm.displayName = "AdminForm";
