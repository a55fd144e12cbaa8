import { useActionData } from "@remix-run/react";
import { Notice } from "../notice.tsx";

/** Shows why the form that was sent was not carried out, where the action's data says so. */
export function ActionNotice() {
  const given = useActionData<{ notice?: string } | null>();
  return given?.notice ? <Notice tone="warn" live title={given.notice} /> : null;
}
