/** What is said of a field that is wrong: `name` and `email` for an empty one, the others of an address. */
type Messages = Record<"name" | "email" | "at" | "space" | "whole", string>;

/**
 * Checks an address when its field is left, and a field that was wrong with every letter, so that a mistake is told early
 * and its mending at once. The server checks all of it again.
 */
export function checkOnBlur(root: HTMLElement, messages: Messages): void {
  const isField = (target: EventTarget | null): target is HTMLInputElement =>
    target instanceof HTMLInputElement && target.closest(".field") !== null;
  root.addEventListener("focusout", ({ target, relatedTarget }) => {
    // A line that appears under a finger would move the button that is being pressed.
    if (relatedTarget instanceof HTMLButtonElement) return;
    if (isField(target) && target.type === "email" && target.value.trim())
      show(target, problem(target, messages));
  });
  root.addEventListener("input", ({ target }) => {
    if (isField(target) && target.ariaInvalid === "true") show(target, problem(target, messages));
  });
}

function problem({ type, name, value }: HTMLInputElement, messages: Messages): string {
  const text = value.trim();
  if (type !== "email") return text ? "" : name === "name" ? messages.name : "";
  if (!text) return messages.email;
  if (!text.includes("@")) return messages.at;
  if (/\s/.test(text)) return messages.space;
  return /^[^@]+@[^@.]+(\.[^@.]+)+$/.test(text) ? "" : messages.whole;
}

function show(input: HTMLInputElement, message: string) {
  const id = `${input.id}-error`;
  let line = document.getElementById(id);
  if (!line) {
    line = document.createElement("div");
    line.id = id;
    line.className = "field-error";
    input.after(line);
    const described = input.getAttribute("aria-describedby");
    input.setAttribute("aria-describedby", described ? `${described} ${id}` : id);
  }
  line.textContent = message;
  if (message) input.ariaInvalid = "true";
  else input.removeAttribute("aria-invalid");
}
