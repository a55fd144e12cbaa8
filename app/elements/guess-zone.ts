/**
 * Selects the browser's time zone in a list (`select[data-guess]`), unless one is already selected. Browsers use older names of
 * some zones than the list.
 */
export function guessZone(): void {
  const list = document.querySelector<HTMLSelectElement>("select[data-guess]");
  if (!list?.selectedOptions[0]?.defaultSelected) return;
  const nameOf = (timeZone?: string) =>
    Intl.DateTimeFormat(undefined, { timeZone }).resolvedOptions().timeZone;
  const own = nameOf();
  const options = [...list.options];
  const found =
    options.find(({ value }) => value === own) ??
    options.find(({ value }) => value.includes("/") && nameOf(value) === own);
  if (found) found.selected = true;
}
