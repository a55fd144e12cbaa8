import { useEffect, useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { Button } from "../button.tsx";

/** Time for which the button confirms the copy. */
const CONFIRMATION_MS = 2_000;

/** Copies the text and briefly confirms it. Rendered only in a hydrated page with access to the clipboard. */
export function CopyButton({ text, children }: { text: string; children: string }) {
  const { t } = useAdminWords();
  const [ready, setReady] = useState(false);
  const [done, setDone] = useState(false);
  useEffect(() => setReady(navigator.clipboard !== undefined), []);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [done]);
  if (!ready) return null;
  // Ignore a denied permission: the text next to the button can be selected.
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setDone(true),
      () => {},
    );
  return (
    <Button type="button" kind="quiet" onClick={copy}>
      <span aria-live="polite">{done ? t("admin.shell.copied") : children}</span>
    </Button>
  );
}
