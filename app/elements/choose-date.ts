import { showPage } from "./show-page.ts";

/**
 * Shows another date of an event in place: links to `#date` load their page into this one, keep the typed values, and focus the
 * chosen date. Booking is blocked meanwhile, since the buttons still belong to the previous date. Without scripts, or if
 * loading fails, they are plain links.
 */
export function chooseDatesInPlace() {
  let shown = location.search;
  let latest = "";

  const choose = async (address: string) => {
    latest = address;
    for (const button of document.querySelectorAll<HTMLButtonElement>("main [type=submit]"))
      button.disabled = true;
    const html = await fetch(address)
      .then((answer) => (answer.ok ? answer.text() : ""))
      .catch(() => "");
    if (latest !== address) return;
    const typed = document.querySelectorAll<HTMLInputElement>("main input:not([type=hidden])");
    if (!html || !showPage(html)) return location.assign(address);
    history.pushState(null, "", address);
    shown = location.search;
    for (const { name, value } of typed) {
      const same = document.querySelector<HTMLInputElement>(`main input[name="${name}"]:not([type=hidden])`);
      if (!same || Number(value) > Number(same.max || value)) continue;
      same.value = value;
      same.dispatchEvent(new Event("input", { bubbles: true }));
    }
    document.getElementById("date")?.focus();
  };

  addEventListener("click", (event) => {
    const link =
      event.target instanceof Element && event.target.closest<HTMLAnchorElement>("a[href$='#date']");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void choose(link.href);
  });
  addEventListener("popstate", () => {
    if (location.search !== shown) location.reload();
  });
}
