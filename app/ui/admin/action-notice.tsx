import { useActionData } from "@remix-run/react";
import { Notice } from "../notice.tsx";

/** Shows the notice in the action's data, such as why a form was refused. */
export function ActionNotice() {
  const given = useActionData<{ notice?: string } | null>();
  return given?.notice ? <Notice tone="warn" live title={given.notice} /> : null;
}
