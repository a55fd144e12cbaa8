import { useWords } from "#app/i18n/words.tsx";

/** Shows that the browser is offline, and disables the buttons that need the network in the meantime. */
export function OfflineBar() {
  const { t } = useWords();
  return <offline-bar class="offline-bar" role="status" data-words={t("event.offline")} />;
}
