import { emailOrText } from "#app/platform/text/email.ts";
import { severalLines } from "#app/platform/text/normalise.ts";
import type { ApiClient, ValidatedResponse } from "#tests/support/api-client.ts";
import type { ValidCall } from "./api-entry-points.ts";
import type { ApiField, Operation } from "./api-fields.ts";
import type { Plan, PlannedField } from "./plan.ts";
import { TallyKeeper } from "./tally.ts";
import type { HostileValue } from "./values.ts";

type ApiValues = ReadonlyMap<ApiField, HostileValue>;
type Outcome = "accepted" | "refused" | "failed";

const MAX_FAULTS = 30;

/** Tries values in the fields of an operation of the API and keeps what was wrong. */
export class ApiChecker {
  readonly faults: string[] = [];
  readonly tally: TallyKeeper;

  constructor(
    readonly calls: ApiClient,
    readonly operation: Operation,
    readonly valid: () => Promise<ValidCall>,
  ) {
    this.tally = new TallyKeeper(`${operation.method} ${operation.path}`);
    this.tally.fields = operation.fields.length;
  }

  plannedFields(): PlannedField[] {
    return this.operation.fields.map((field) => ({
      id: this.#idOf(field),
      kind: field.type,
      isLarge: false,
    }));
  }

  /**
   * Sends a value in each field of the query and of the body at once, then in those alone that the errors do not name, until the
   * call is carried out. Parts of the path are changed one at a time.
   */
  async run(plan: Plan): Promise<void> {
    const began = performance.now();
    const valuesOf = (field: ApiField) => plan.get(this.#idOf(field)) ?? [];
    const [inPath, others] = [true, false].map((is) =>
      this.operation.fields.filter(({ part }) => (part === "path") === is),
    );
    const rounds = Math.max(0, ...(others ?? []).map((field) => valuesOf(field).length));
    for (let round = 0; round < rounds && this.faults.length < MAX_FAULTS; round++) {
      const sent = (others ?? []).flatMap((field) => {
        const value = valuesOf(field)[round];
        return value ? [[field, value] as const] : [];
      });
      await this.#try(new Map(sent));
    }
    for (const field of inPath ?? []) {
      for (const value of valuesOf(field)) await this.#try(new Map([[field, value]]));
    }
    this.tally.milliseconds = performance.now() - began;
  }

  #idOf({ part, path }: ApiField): string {
    return `${this.operation.method} ${this.operation.path} ${part} ${path}`;
  }

  async #try(sent: ApiValues): Promise<void> {
    let left = sent;
    while (left.size > 0 && this.faults.length < MAX_FAULTS) {
      const { outcome, refused } = await this.#send(left);
      if (outcome === "accepted") this.tally.accepted += left.size;
      if (outcome === "accepted" || left.size === 1) {
        if (outcome === "refused") this.tally.refused += 1;
        return;
      }
      if (refused.length > 0) {
        this.tally.refused += refused.length;
        left = new Map([...left].filter(([field]) => !refused.includes(field)));
        continue;
      }
      const half = Math.ceil(left.size / 2);
      await this.#try(new Map([...left].slice(0, half)));
      left = new Map([...left].slice(half));
    }
  }

  async #send(sent: ApiValues): Promise<{ outcome: Outcome; refused: ApiField[] }> {
    for (const [field, value] of sent) this.tally.note(this.#idOf(field), value.name);
    const valid = await this.valid();
    const words = [...sent].map(([{ path }, { name }]) => `${name} in ${path}`).join(" and ");
    let answer: ValidatedResponse;
    try {
      answer = await this.calls[this.operation.method as keyof ApiClient](this.#address(valid, sent), {
        body: bodyOf(valid, sent),
      });
    } catch (error) {
      // The response is not one that the document describes.
      if (sent.size === 1) this.#note(words, String(error));
      return { outcome: "failed", refused: [] };
    }
    if (answer.status >= 500) {
      if (sent.size === 1) this.#note(words, `${answer.status} ${answer.text}`);
      return { outcome: "failed", refused: [] };
    }
    if (answer.status < 400) {
      await this.#readBack(sent, answer, valid);
      return { outcome: "accepted", refused: [] };
    }
    return { outcome: "refused", refused: this.#readErrors(sent, answer, words) };
  }

  /** Returns the fields that the details of an error name. */
  #readErrors(sent: ApiValues, { status, body, text }: ValidatedResponse, words: string): ApiField[] {
    const paths = ((body?.details ?? []) as { path: string }[]).map(({ path }) => path);
    const named = [...sent.keys()].filter(({ path }) => paths.some((each) => isWithin(path, each)));
    const [only] = sent.keys();
    // What the address names is malformed or not there.
    if (sent.size > 1 || only?.part === "path") return named;
    const code = body?.error ?? body?.reason;
    if (typeof code !== "string") this.#note(words, `refused without a code: ${status} ${text}`);
    if (status === 400 && named.length === 0) this.#note(words, `refused without its name: ${text}`);
    return named;
  }

  #address({ params = {}, query = {} }: ValidCall, sent: ApiValues): string {
    const texts = new Map(
      [...sent].map(([{ part, path }, { text }]) => [`${part} ${path}`, inAddress(text)]),
    );
    const path = this.operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(texts.get(`path ${name}`) ?? params[name] ?? ""),
    );
    const search = new URLSearchParams(query);
    for (const [{ part, path: name }, { text }] of sent) {
      if (part === "query") search.set(name, inAddress(text));
    }
    return search.size > 0 ? `${path}?${search}` : path;
  }

  /** Compares what was written, in the response and where it is read, with what was sent. */
  async #readBack(sent: ApiValues, answer: ValidatedResponse, { readAt }: ValidCall): Promise<void> {
    const read = readAt ? await this.calls.get(readAt(answer.body)) : undefined;
    if (read && read.status !== 200) return this.#note("what was written", `${read.status} ${read.text}`);
    for (const [field, { name, text }] of sent) {
      if (field.part !== "body") continue;
      const forms = formsOf(field, text.toWellFormed());
      const key = field.path.split(".").at(-1) ?? "";
      for (const shown of [answer.body, read?.body].flatMap((body) => valuesAt(body, key))) {
        if (!forms.includes(shown as string))
          this.#note(`${name} in ${field.path} became`, JSON.stringify(shown));
      }
    }
  }

  #note(what: string, found: string): void {
    if (this.faults.length < MAX_FAULTS) this.faults.push(`${what}: ${found.slice(0, 600)}`);
  }
}

/** Node's own server answers longer addresses than this, before anything of ours is asked. */
const inAddress = (text: string) => text.slice(0, MAX_IN_ADDRESS).toWellFormed();
const MAX_IN_ADDRESS = 6_000;

/** Returns the body of a call with what is tried in it; undefined for one without. */
function bodyOf({ body }: ValidCall, sent: ApiValues): unknown {
  if (body === undefined) return undefined;
  const copy = structuredClone(body);
  for (const [{ part, path }, { text }] of sent) {
    if (part !== "body") continue;
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    // biome-ignore lint/suspicious/noExplicitAny: any JSON.
    let at: any = copy;
    for (const key of keys) at = at[key] ??= {};
    at[last] = text;
  }
  return copy;
}

/** An error may name the whole that a field is a part of, or a part of a list in the query. */
const isWithin = (path: string, named: string) =>
  path === named || path.startsWith(`${named}.`) || named.startsWith(`${path}.`);

/** Returns what a text may be read back as. What a caller keeps for itself comes back as it was sent. */
function formsOf({ type }: ApiField, text: string): (string | undefined)[] {
  if (type === "free") return [text];
  const forms = [text, severalLines(text), emailOrText(text), text.toLowerCase()];
  return URL.canParse(text) ? [...forms, new URL(text).href] : forms;
}

/** Returns the values under a key, wherever it stands in a JSON value. */
function valuesAt(value: unknown, key: string): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => (name === key ? [each] : valuesAt(each, key)));
}
