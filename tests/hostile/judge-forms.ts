import { oneLine } from "#app/platform/text/normalise.ts";
import { type Control, formsOf, type PageForm, textOfPage } from "./controls.ts";
import type { EntryPoint, Opened } from "./entry-points.ts";
import { acceptedForms } from "./read-back.ts";
import type { Site, SiteAnswer } from "./site.tsx";
import type { HostileValue } from "./values.ts";

/** Controls whose values the page puts there, and the buttons; the form as a whole may be refused for those. */
const GIVEN = ["hidden", "button", "radio"];
const isGiven = ({ type }: Control) => GIVEN.includes(type);
/** A list or a box cannot show again what it does not have, and browsers empty a number field that holds no number. */
const isChosen = ({ type }: Control) => ["select", "checkbox"].includes(type);
/** Fields whose text nobody may see again. */
const isSecret = ({ type }: Control) => type === "password";
/** What of a text that is refused is shown again at least. */
const LEAST_KEPT = 254;

/** The form of an entry point, ready to be sent. */
interface Ready extends Opened {
  controls: Control[];
  valid: Record<string, string>;
}

/** Tries values in the fields of an entry point and keeps what was wrong. Opens it again whenever a form was carried out. */
export class FormJudge {
  readonly faults: string[] = [];
  tried = 0;
  #turn = 0;
  #ready: Ready | undefined;
  readonly #fields = new Set<string>();

  constructor(
    readonly site: Site,
    readonly entry: EntryPoint,
  ) {}

  get fields(): number {
    return this.#fields.size;
  }

  /**
   * Sends the value in all fields that are typed at once, then in those alone that were not refused, until the form is carried
   * out: each field has a message of its own or is accepted. Of what the page has put there, one field
   * has its turn with each value.
   */
  async tryValue(value: HostileValue): Promise<void> {
    const { controls } = await this.#open();
    let open = controls.filter((control) => !isGiven(control));
    this.tried += controls.length;
    for (const { name } of controls) this.#fields.add(name);
    while (open.length > 0) {
      const refused = await this.#send(value, open);
      if (refused === undefined) break;
      open = open.filter(({ name }) => !refused.includes(name));
    }
    const given = controls.filter(isGiven);
    const turn = given[this.#turn++ % Math.max(1, given.length)];
    if (turn) await this.#choose(value, turn);
  }

  async #open(): Promise<Ready> {
    this.#ready ??= await openForm(this.site, this.entry);
    return this.#ready;
  }

  /** Returns the names of the fields that were refused; undefined where the form was carried out, or nothing more can be tried. */
  async #send(value: HostileValue, fields: Control[]): Promise<string[] | undefined> {
    const ready = await this.#open();
    const text = value.text.toWellFormed();
    const form = new URLSearchParams({
      ...ready.valid,
      ...Object.fromEntries(fields.map(({ name }) => [name, text])),
    });
    const answer = await this.site(ready.to, { cookie: ready.cookie, form });
    const where = `${value.name} in ${fields.map(({ name }) => name).join(", ")}`;
    if (this.#failed(answer, where)) return undefined;
    if (answer.status < 400) {
      this.#ready = undefined;
      await this.#readBack({ value, fields, answer, ready });
      return undefined;
    }
    const shown = controlsOf(formsOf(answer.text), ready);
    const refused = fields.filter(({ name }) => shown.get(name)?.isRefused);
    for (const { name } of shown.values()) {
      const control = shown.get(name);
      const typed = fields.find((each) => each.name === name);
      if (!typed || !control || isSecret(typed) || isChosen(typed) || typed.type === "number") continue;
      if (!keeps(control, text))
        this.#note(`${value.name} in ${name} is refused, and shown as`, control.values[0]);
    }
    // What no list and no box offers is refused for the form as a whole.
    const chosen = fields.filter(isChosen);
    if (refused.length === 0 && chosen.length > 0 && messageOf(answer) !== "")
      return chosen.map(({ name }) => name);
    // A message about two fields together stands at one of them: a time may end before another one begins.
    if (refused.length === 0 && [...shown.values()].some(({ isRefused }) => isRefused)) return undefined;
    if (refused.length === 0) {
      this.#note(`${where} is refused with ${answer.status} without a message at a field`, messageOf(answer));
      return undefined;
    }
    return refused.map(({ name }) => name);
  }

  async #choose(value: HostileValue, control: Control): Promise<void> {
    const ready = await this.#open();
    const text = value.text.toWellFormed();
    const form = new URLSearchParams({ ...ready.valid, [control.name]: text });
    const answer = await this.site(ready.to, { cookie: ready.cookie, form });
    const where = `${value.name} in ${control.name}`;
    if (this.#failed(answer, where)) return;
    if (answer.status < 400) this.#ready = undefined;
    else if (messageOf(answer) === "") this.#note(`${where} is refused without words`, String(answer.status));
  }

  #failed(answer: SiteAnswer, where: string): boolean {
    const failure = answer.failures[0];
    if (answer.status < 500 && failure === undefined) return false;
    this.#note(`${where} is answered with ${answer.status}`, failure?.slice(0, 600));
    return true;
  }

  /** Compares what is shown after a form was carried out with what was sent. */
  async #readBack({ value, fields, answer, ready }: Sent): Promise<void> {
    const { cookie } = ready;
    const text = value.text.toWellFormed();
    const address = this.entry.reopened?.(answer.location ?? "", ready);
    if (address !== undefined) {
      const page = await this.site(address, { cookie });
      if (this.#failed(page, `after ${value.name}, ${address}`)) return;
      const shown = controlsOf(formsOf(page.text), ready);
      for (const field of fields) {
        const control = shown.get(field.name);
        const held = control?.values[0];
        // What shows nothing is as good as left out, and a field that is left out has its usual value.
        if (oneLine(text) === "" || !control || held === undefined || isSecret(field) || isChosen(field))
          continue;
        if (!acceptedForms(field, text).includes(held))
          this.#note(`${value.name} in ${field.name} became`, held);
      }
    }
    const accepted = new Map(fields.map((field) => [field.name, acceptedForms(field, text)]));
    for (const view of (await this.entry.views?.(answer.location ?? "", ready)) ?? []) {
      for (const problem of await view(accepted)) this.#note(`after ${value.name},`, problem);
    }
  }

  #note(what: string, found: string | undefined): void {
    this.faults.push(`${what} ${JSON.stringify(found ?? "")?.slice(0, 400)}`);
  }
}

interface Sent {
  value: HostileValue;
  fields: Control[];
  answer: SiteAnswer;
  ready: Ready;
}

async function openForm(site: Site, entry: EntryPoint): Promise<Ready> {
  const opened = await entry.open();
  const page = await site(opened.page, { cookie: opened.cookie });
  const found = controlsOf(formsOf(page.text), opened);
  const sent = Object.entries(opened.valid).filter(([name]) => !found.has(name));
  const valid: Record<string, string> = {};
  for (const { name, values } of found.values()) if (values[0] !== undefined) valid[name] = values[0];
  Object.assign(valid, opened.valid);
  const unseen = sent.map(([name, value]): Control => {
    const control = { name, type: "hidden", values: [value], autocomplete: "", isRefused: false };
    return control;
  });
  const controls = [...found.values(), ...unseen].filter(({ name }) => !opened.not?.includes(name));
  if (page.status >= 400 || controls.length === 0) {
    throw new Error(`${entry.name} has no form at ${opened.page}: ${page.status} ${page.failures[0] ?? ""}`);
  }
  return { ...opened, controls, valid };
}

/** The controls of the forms that the entry point answers: those with all fields that say which form it is. */
function controlsOf(forms: PageForm[], { names = [] }: Opened): Map<string, Control> {
  const own = forms.filter(
    ({ action, controls }) =>
      !/^\/(preferences|sign-out)/.test(action) && names.every((name) => controls.has(name)),
  );
  return new Map(own.flatMap(({ controls }) => [...controls]));
}

function keeps({ values: [held = ""] }: Control, text: string): boolean {
  const [shown, typed] = [held, text].map((each) => each.replace(/\r\n?/g, "\n"));
  if (shown === undefined || typed === undefined) return false;
  return shown === typed || (shown.length >= LEAST_KEPT && typed.startsWith(shown));
}

function messageOf({ text }: SiteAnswer): string {
  return textOfPage(text).replace(/\s+/g, " ").trim().slice(0, 300);
}
