import { makeElement } from "./make-element.ts";

/** Messages of invalid fields: `name` and `email` for an empty one, the others for an address. */
type Messages = Record<"name" | "email" | "at" | "space" | "whole", string>;

/**
 * Checks an address when its field loses the focus, and an invalid field at each input, so that errors appear early and
 * disappear immediately. The server checks everything again.
 */
export function checkOnBlur(root: HTMLElement, messages: Messages): void {
  onAddressLeft(root, (input) => {
    if (input.value.trim()) show(input, problem(input, messages));
  });
  root.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement && target.ariaInvalid === "true" && target.closest(".field"))
      show(target, problem(target, messages));
  });
}

/**
 * Calls `then` when an email field loses the focus, but not to a button: a message that appears would move it away from the
 * pointer.
 */
export function onAddressLeft(root: HTMLElement, then: (input: HTMLInputElement) => void): void {
  root.addEventListener("focusout", ({ target, relatedTarget }) => {
    const isAddress = target instanceof HTMLInputElement && target.type === "email";
    if (isAddress && !(relatedTarget instanceof HTMLButtonElement)) then(target);
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
    line = makeElement("div", { id, className: "field-error" });
    input.after(line);
    const described = input.getAttribute("aria-describedby");
    input.setAttribute("aria-describedby", described ? `${described} ${id}` : id);
  }
  line.textContent = message;
  if (message) input.ariaInvalid = "true";
  else input.removeAttribute("aria-invalid");
}
