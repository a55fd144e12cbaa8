import { useWords } from "#app/i18n/words.tsx";

/** Says that the connection is gone, and takes the buttons that need it out of use as long as it is. */
export function OfflineBar() {
  const { t } = useWords();
  return <offline-bar class="offline-bar" role="status" data-words={t("event.offline")} />;
}
