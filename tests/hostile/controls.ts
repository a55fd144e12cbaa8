/** A named control of a form, as the page has rendered it. */
export interface Control {
  name: string;
  /** The type of an input, or `textarea`, `select` or `button`. */
  type: string;
  /** What it sends as it is: several values where it has several boxes; none where nothing is chosen. */
  values: string[];
  /** The keyboard that it asks for; empty for the usual one. */
  inputMode: string;
  /** Whether a message stands at it. */
  isRefused: boolean;
}

/** A form of a page with its controls, by name. */
export interface PageForm {
  action: string;
  method: string;
  controls: Map<string, Control>;
}

/** Returns the forms that a page has, as browsers without JavaScript send them. React writes the markup, so it is regular. */
export function formsOf(html: string): PageForm[] {
  return [...html.matchAll(/<form(?=[\s>])([^>]*)>(.*?)<\/form>/gs)].map(
    ([, attributes = "", inner = ""]) => ({
      action: attributeOf(attributes, "action") ?? "",
      method: attributeOf(attributes, "method") ?? "get",
      controls: controlsOf(inner + outsideOf(html, attributeOf(attributes, "id"))),
    }),
  );
}

/** Returns the inputs that stand outside of a form and belong to it by its id, with the messages at them. */
function outsideOf(html: string, form: string | undefined): string {
  if (form === undefined) return "";
  const tags = [...html.matchAll(/<(?:input|button)\b[^>]*>/g)].map(([tag]) => tag);
  return tags.filter((tag) => attributeOf(tag, "form") === form).join("");
}

const CONTROL =
  /<(input|button)\b([^>]*)>|<textarea\b([^>]*)>(.*?)<\/textarea>|<select\b([^>]*)>(.*?)<\/select>/gs;

function controlsOf(html: string): Map<string, Control> {
  const controls = new Map<string, Control>();
  const add = (attributes: string, type: string, value: string | undefined) => {
    const name = attributeOf(attributes, "name");
    if (!name) return;
    const inputMode = attributeOf(attributes, "inputMode") ?? "";
    const isRefused =
      attributeOf(attributes, "aria-invalid") === "true" || html.includes(`id="${name}-error"`);
    const control = controls.get(name) ?? { name, type, values: [], inputMode, isRefused };
    if (value !== undefined) control.values.push(value);
    controls.set(name, control);
  };
  for (const [, tag, attributes = "", area, content = "", choice, options = ""] of html.matchAll(CONTROL)) {
    // The parser drops one line break at the start, which React adds for it.
    if (area !== undefined) add(area, "textarea", unescapeMarkup(content.replace(/^\n/, "")));
    else if (choice !== undefined) add(choice, "select", chosenOf(options));
    else if (tag === "button") add(attributes, "button", undefined);
    else addInput(attributes, add);
  }
  return controls;
}

function addInput(attributes: string, add: (attributes: string, type: string, value?: string) => void): void {
  const type = attributeOf(attributes, "type") ?? "text";
  const value = attributeOf(attributes, "value");
  if (type === "checkbox" || type === "radio") {
    add(attributes, type, / checked(=|\s|\/|$)/.test(attributes) ? (value ?? "on") : undefined);
  } else {
    // What nobody can reach is a trap for programs, not a field.
    const isTrap = attributeOf(attributes, "tabindex") === "-1";
    add(attributes, isTrap ? "hidden" : type, value ?? "");
  }
}

function chosenOf(options: string): string {
  const all = [...options.matchAll(/<option\b([^>]*)>(.*?)<\/option>/gs)];
  const [, attributes = "", text = ""] =
    all.find(([, each]) => / selected(=|\s|$)/.test(each ?? "")) ?? all[0] ?? [];
  return attributeOf(attributes, "value") ?? unescapeMarkup(text);
}

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`, "i").exec(attributes);
  return found ? unescapeMarkup(found[1] ?? "") : undefined;
}

/** Returns the text of a page: what stands between its tags. */
export function textOfPage(html: string): string {
  const body = html.replace(/<(script|style|template)\b.*?<\/\1>/gs, "").replace(/<!--.*?-->/gs, "");
  return unescapeMarkup(body.replace(/<[^>]*>/g, "\n"));
}

export function unescapeMarkup(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? all;
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
  });
}
