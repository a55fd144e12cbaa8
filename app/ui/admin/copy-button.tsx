import { useEffect, useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { Button } from "../button.tsx";

const DONE_FOR_MS = 2_000;

/** Copies the text; for two seconds it says so. There only where it can work: in a hydrated page. */
export function CopyButton({ text, children }: { text: string; children: string }) {
  const { t } = useAdminWords();
  const [ready, setReady] = useState(false);
  const [done, setDone] = useState(false);
  useEffect(() => setReady(navigator.clipboard !== undefined), []);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), DONE_FOR_MS);
    return () => clearTimeout(timer);
  }, [done]);
  if (!ready) return null;
  // Without the right to write to the clipboard nothing happens; the text itself stands beside it.
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
