import type { Site, SiteResponse } from "#tests/support/site.tsx";
import { type Control, formsOf, type PageForm, textOfPage } from "./controls.ts";
import type { EntryPoint, OpenForm } from "./entry-point.ts";
import type { Plan, PlannedField } from "./plan.ts";
import { acceptedForms, isLeftOut, isNumeric } from "./read-back.ts";
import { TallyKeeper } from "./tally.ts";
import type { HostileValue } from "./values.ts";

/** Controls whose values the page puts there, and the buttons; the form as a whole may be refused for those. */
const GIVEN = ["hidden", "button", "radio"];
const isGiven = ({ type }: Pick<Control, "type">) => GIVEN.includes(type);
/** A list or a box cannot show again what it does not have. */
const isChosen = ({ type }: Control) => ["select", "checkbox"].includes(type);
const isText = ({ type, inputMode }: Control) =>
  ["text", "textarea", "email", "url", "tel", "search", "password"].includes(type) &&
  !isNumeric({ inputMode });
/** Fields whose text nobody may see again. */
const isSecret = ({ type }: Control) => type === "password";
/** What of a text that is refused is shown again at least. */
const LEAST_KEPT = 254;
/** From how many fields on a form takes long to answer. */
const LARGE_FORM_FIELDS = 12;
/** After so many faults an entry point is not tried further. */
const MAX_FAULTS = 30;

/** The form of an entry point, ready to be sent. */
interface Ready extends OpenForm {
  controls: Control[];
  valid: Record<string, string>;
}

/** What is typed into fields at once: a value for each. */
type Typed = ReadonlyMap<Control, HostileValue>;

type Sending = { outcome: "accepted" | "failed" } | { outcome: "refused"; fields: Control[] };

/** Tries values in the fields of an entry point and keeps what was wrong. Opens it again whenever a form was carried out. */
export class FormChecker {
  readonly faults: string[] = [];
  readonly tally: TallyKeeper;
  #ready: Ready | undefined;
  #controls: Control[] = [];
  /** What the typed fields had when the form was opened first. */
  #first: Record<string, string> = {};

  constructor(
    readonly site: Site,
    readonly entry: EntryPoint,
  ) {
    this.tally = new TallyKeeper(`${entry.route} ${entry.name}`);
  }

  /** Opens the form for the first time and returns its fields. */
  async findFields(): Promise<PlannedField[]> {
    const { controls, valid } = await this.#open();
    this.#controls = controls;
    this.#first = Object.fromEntries(
      controls
        .filter((control) => !isGiven(control) && control.name in valid)
        .map(({ name }) => [name, valid[name] ?? ""]),
    );
    this.tally.fields = controls.length;
    const isLarge = controls.length > LARGE_FORM_FIELDS;
    return controls.map((control) => ({
      id: this.#idOf(control),
      kind: kindOf(control, isLarge),
      // A password is a text that takes long to hash.
      isLarge: isLarge || isSecret(control),
    }));
  }

  /**
   * Sends a value in all fields that are typed at once, a different one in each, then in those alone that were not refused, until the
   * form is carried out: each value has a message at its field or is accepted. Texts are sent apart from numbers, times
   * and choices, which may be refused because of each other. What the page has put there is changed one field at a time.
   */
  async run(plan: Plan): Promise<void> {
    const began = performance.now();
    const valuesOf = (control: Control) => plan.get(this.#idOf(control)) ?? [];
    const typed = this.#controls.filter((control) => !isGiven(control));
    for (const together of [typed.filter(isText), typed.filter((control) => !isText(control))]) {
      const rounds = Math.max(0, ...together.map((control) => valuesOf(control).length));
      for (let round = 0; round < rounds && this.faults.length < MAX_FAULTS; round++) {
        const values = together.flatMap((control) => {
          const value = valuesOf(control)[round];
          return value ? [[control, value] as const] : [];
        });
        await this.#try(new Map(values));
      }
    }
    for (const control of this.#controls.filter(isGiven)) {
      for (const value of valuesOf(control)) await this.#choose(value, control);
    }
    this.tally.milliseconds = performance.now() - began;
  }

  #idOf({ name }: Control): string {
    return `${this.entry.route} ${this.entry.name} ${name}`;
  }

  async #open(): Promise<Ready> {
    this.#ready ??= await openForm(this.site, this.entry, this.#first);
    return this.#ready;
  }

  /** Sends values until each is refused or accepted. Halves what is refused with a message at a field that holds none of them. */
  async #try(typed: Typed): Promise<void> {
    let left = typed;
    while (left.size > 0 && this.faults.length < MAX_FAULTS) {
      const sent = await this.#send(left);
      if (sent.outcome === "accepted") this.tally.accepted += left.size;
      const refused = sent.outcome === "refused" ? sent.fields : [];
      this.tally.refused += refused.length;
      if (refused.length > 0) {
        left = new Map([...left].filter(([control]) => !refused.includes(control)));
        continue;
      }
      if (sent.outcome === "accepted" || left.size === 1) return;
      const half = Math.ceil(left.size / 2);
      await this.#try(new Map([...left].slice(0, half)));
      left = new Map([...left].slice(half));
    }
  }

  /** Sends a form and notes what is wrong with the answer. */
  async #send(typed: Typed): Promise<Sending> {
    const ready = await this.#open();
    const values = Object.fromEntries([...typed].map(([{ name }, { text }]) => [name, text.toWellFormed()]));
    const form = new URLSearchParams({ ...ready.valid, ...values });
    const answer = await this.site(ready.to, { cookie: ready.cookie, form });
    for (const [{ name }, value] of typed) this.tally.note(name, value.name);
    if (isFailure(answer)) {
      if (typed.size === 1) this.#noteFailure(answer, wordsOf(typed));
      return { outcome: "failed" };
    }
    if (answer.status < 400) {
      this.#ready = undefined;
      await this.#readBack(typed, answer, ready);
      return { outcome: "accepted" };
    }
    return this.#readRefusal(typed, answer, ready);
  }

  #readRefusal(typed: Typed, answer: SiteResponse, ready: Ready): Sending {
    const shown = controlsOf(formsOf(answer.text), ready);
    const fields: Control[] = [];
    for (const [field, value] of typed) {
      const control = shown.get(field.name);
      if (control?.isRefused) fields.push(field);
      if (!control || isSecret(field) || isChosen(field)) continue;
      if (!keeps(control, value.text.toWellFormed()))
        this.#note(`${value.name} in ${field.name} is refused, and shown as`, control.values[0]);
    }
    // A message about two fields together stands at one of them: a time may end before another one begins.
    const isExplained = fields.length > 0 || [...shown.values()].some(({ isRefused }) => isRefused);
    // What no list and no box offers is refused for the form as a whole.
    // What is right by itself and cannot be had is said for the form as a whole, too.
    const mayStandApart =
      this.entry.answersAsOne || answer.status === 409 || [...typed.keys()].some(isChosen);
    if (typed.size === 1 && !isExplained && (!mayStandApart || messageOf(answer) === "")) {
      const what = `${wordsOf(typed)} is refused with ${answer.status} without a message at a field`;
      this.#note(what, messageOf(answer));
    }
    return { outcome: "refused", fields };
  }

  async #choose(value: HostileValue, control: Control): Promise<void> {
    const ready = await this.#open();
    const form = new URLSearchParams({ ...ready.valid, [control.name]: value.text.toWellFormed() });
    const answer = await this.site(ready.to, { cookie: ready.cookie, form });
    const where = `${value.name} in ${control.name}`;
    this.tally.note(control.name, value.name);
    if (isFailure(answer)) return this.#noteFailure(answer, where);
    if (answer.status < 400) {
      this.tally.accepted += 1;
      this.#ready = undefined;
      // What the page puts there itself, such as a version, is another one afterwards.
      if (control.type === "radio") await this.#readBack(new Map([[control, value]]), answer, ready);
    } else {
      this.tally.refused += 1;
      if (messageOf(answer) === "") this.#note(`${where} is refused without words`, String(answer.status));
    }
  }

  /** Compares what is shown after a form was carried out with what was sent. */
  async #readBack(typed: Typed, answer: SiteResponse, ready: Ready): Promise<void> {
    const after = `after ${wordsOf(typed)},`;
    // Numbers, times and choices are shown in the notation of the reader.
    const shownAs = (field: Control, { text }: HostileValue) =>
      isText(field) ? acceptedForms(field, text.toWellFormed()) : [""];
    const accepted = new Map([...typed].map(([field, value]) => [field.name, shownAs(field, value)]));
    for (const view of (await this.entry.views?.(answer.location ?? "", ready)) ?? []) {
      for (const problem of await view(accepted)) this.#note(after, problem);
    }
    const address = this.entry.reopened?.(answer.location ?? "", ready);
    if (address === undefined) return;
    const page = await this.site(address, { cookie: ready.cookie });
    if (page.status >= 400 || isFailure(page)) return this.#noteFailure(page, `${after} ${address}`);
    this.#readFields(typed, controlsOf(formsOf(page.text), ready));
    // What is about the same thing is opened already.
    const opened = await this.entry.open();
    if (opened.page === address) this.#ready = readyOf(page, opened, this.#first);
  }

  #readFields(typed: Typed, shown: Map<string, Control>): void {
    for (const [field, value] of typed) {
      const text = value.text.toWellFormed();
      // Rows are put in order when they are saved.
      const alike = [...shown.values()].filter(({ name }) => rowless(name) === rowless(field.name));
      const held = alike.flatMap(({ values }) => values.slice(0, 1));
      // A field that is left out has its usual value.
      if (held.length === 0 || isLeftOut(text) || isSecret(field) || field.type === "checkbox") continue;
      const forms = acceptedForms(field, text);
      if (!held.some((each) => forms.includes(each)))
        this.#note(`of ${wordsOf(typed)}, ${field.name} became`, held.join(" | "));
    }
  }

  #noteFailure({ status, failures }: SiteResponse, where: string): void {
    this.#note(`${where} is answered with ${status}`, failures[0]?.slice(0, 600));
  }

  #note(what: string, found: string | undefined): void {
    if (this.faults.length < MAX_FAULTS)
      this.faults.push(`${what} ${JSON.stringify(found ?? "")?.slice(0, 600)}`);
  }
}

const isFailure = ({ status, failures }: SiteResponse) => status >= 500 || failures.length > 0;

const rowless = (name: string) => name.replace(/\[\d+\]/, "[]");

const wordsOf = (typed: Typed) =>
  [...typed].map(([{ name }, value]) => `${value.name} in ${name}`).join(" and ");

/**
 * Fields of one kind are read in the same way. What a page has put there is read as its name says: a version, a key; those of
 * large forms count as one kind, since each value is sent alone there.
 */
function kindOf({ type, inputMode, name }: Control, isLarge: boolean): string {
  if (isGiven({ type })) return isLarge ? type : `${type} ${rowless(name)}`;
  if (isNumeric({ inputMode })) return "number";
  if (type === "password") return "text";
  return type === "text" && inputMode !== "" ? inputMode : type;
}

async function openForm(site: Site, entry: EntryPoint, first: Record<string, string>): Promise<Ready> {
  const opened = await entry.open();
  const page = await site(opened.page, { cookie: opened.cookie });
  const ready = readyOf(page, opened, first);
  if (page.status >= 400 || ready.controls.length === 0) {
    throw new Error(`${entry.route} has no form at ${opened.page}: ${page.status} ${page.failures[0] ?? ""}`);
  }
  return ready;
}

/** Returns the form of a page with what its fields held first, so that what was accepted once is not sent again. */
function readyOf(page: SiteResponse, opened: OpenForm, first: Record<string, string>): Ready {
  const found = controlsOf(formsOf(page.text), opened);
  const valid: Record<string, string> = {};
  for (const { name, values } of found.values()) {
    const value = first[name] ?? values[0];
    if (value !== undefined) valid[name] = value;
  }
  Object.assign(valid, opened.valid);
  const unseen = Object.entries(opened.valid).filter(([name]) => !found.has(name));
  const controls = [...found.values()];
  for (const [name, value] of unseen) {
    controls.push({ name, type: "hidden", values: [value], inputMode: "", isRefused: false });
  }
  return { ...opened, controls, valid };
}

/** The controls of the forms that the entry point answers: those with all fields that say which form it is. */
function controlsOf(forms: PageForm[], { names = [] }: OpenForm): Map<string, Control> {
  const own = forms.filter(
    ({ action, method, controls }) =>
      method === "post" &&
      !/^\/(preferences|sign-out)/.test(action) &&
      names.every((name) => controls.has(name)),
  );
  return new Map(own.flatMap(({ controls }) => [...controls]));
}

function keeps({ values: [held = ""] }: Control, text: string): boolean {
  const [shown, typed] = [held, text].map((each) => each.replace(/\r\n?/g, "\n"));
  if (shown === undefined || typed === undefined) return false;
  return shown === typed || (shown.length >= LEAST_KEPT && typed.startsWith(shown));
}

function messageOf({ text }: SiteResponse): string {
  return textOfPage(text).replace(/\s+/g, " ").trim().slice(0, 300);
}
