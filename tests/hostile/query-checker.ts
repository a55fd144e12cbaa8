import { LOCALE_PARAMETER } from "#app/platform/http/preferences.ts";
import type { Site, SiteResponse } from "#tests/support/site.tsx";
import type { PageAddress } from "./page-addresses.ts";
import type { Plan, PlannedField } from "./plan.ts";
import { TallyKeeper } from "./tally.ts";
import type { HostileValue } from "./values.ts";
import { faultOf } from "./views.ts";

/** Read by Remix itself. */
const OF_REMIX = ["_data", "_routes", "index"];
const MAX_FAULTS = 30;

type QueryValues = ReadonlyMap<string, HostileValue>;

/** Tries values in the query of a page or a file and keeps what was wrong. Its names are those that the page reads. */
export class QueryChecker {
  readonly faults: string[] = [];
  readonly tally: TallyKeeper;
  names: string[] = [];

  constructor(
    readonly site: Site,
    readonly address: PageAddress,
    readonly cookie: string,
  ) {
    this.tally = new TallyKeeper(address.route.replace(/^routes\//, ""));
  }

  /** Reads the page and notes the names that it looks for in its query. */
  async findNames(): Promise<void> {
    const names = await namesReadBy(() => this.#get(new Map()));
    this.names = names.filter((name) => !OF_REMIX.includes(name));
    this.tally.fields = this.names.length;
  }

  /** Pages of one surface read a name in the same way; the language is read alike by all. */
  plannedFields(): PlannedField[] {
    const surface = this.address.path.split("/")[1] ?? "";
    return this.names.map((name) => ({
      id: this.#idOf(name),
      kind: name === LOCALE_PARAMETER ? name : `${surface} ${name}`,
      isLarge: false,
    }));
  }

  /** Asks with a value in each name at once; each alone where that fails. */
  async run(plan: Plan): Promise<void> {
    const began = performance.now();
    const valuesOf = (name: string) => plan.get(this.#idOf(name)) ?? [];
    const rounds = Math.max(0, ...this.names.map((name) => valuesOf(name).length));
    for (let round = 0; round < rounds && this.faults.length < MAX_FAULTS; round++) {
      const asked = this.names.flatMap((name) => {
        const value = valuesOf(name)[round];
        return value ? [[name, value] as const] : [];
      });
      if (await this.#faultWith(new Map(asked))) for (const each of asked) await this.#note(new Map([each]));
    }
    this.tally.milliseconds = performance.now() - began;
  }

  #idOf(name: string): string {
    return `${this.address.route} ${name}`;
  }

  async #note(asked: QueryValues): Promise<void> {
    const fault = await this.#faultWith(asked);
    const words = [...asked].map(([name, value]) => `${value.name} in ${name}`).join(" and ");
    if (fault) this.faults.push(`${words}: ${fault.slice(0, 600)}`);
  }

  async #faultWith(asked: QueryValues): Promise<string | undefined> {
    for (const [name, value] of asked) this.tally.note(name, value.name);
    const { path } = this.address;
    const answer = await this.#get(asked);
    if (answer.status < 400) this.tally.accepted += asked.size;
    else this.tally.refused += asked.size;
    const fault = faultOf(path, answer) ?? leads(answer);
    if (fault) return fault;
    const raw = [...asked.values()].find(({ text }) => /[<"]/.test(text) && answer.text.includes(text));
    return raw && !isQuoted(answer, raw.text) ? `${raw.name} is shown unescaped` : undefined;
  }

  #get(asked: QueryValues): Promise<SiteResponse> {
    const query = new URLSearchParams(this.address.query);
    for (const [name, { text }] of asked) query.set(name, text.slice(0, MAX_IN_ADDRESS).toWellFormed());
    const search = query.size > 0 ? `?${query}` : "";
    return this.site(this.address.path + search, {
      cookie: this.address.path.startsWith("/admin") ? this.cookie : undefined,
    });
  }
}

/** Node's own server answers longer addresses than this, before anything of ours is asked. */
const MAX_IN_ADDRESS = 6_000;

/** A redirect stays on the site. */
function leads({ location }: SiteResponse): string | undefined {
  if (location === undefined || /^\/(?![/\\])/.test(location)) return undefined;
  return `leads to ${location}`;
}

/** Returns whether a text occurs only as it also would without markup: a quotation mark of a page's own JSON, for example. */
function isQuoted({ text }: SiteResponse, value: string): boolean {
  return !value.includes("<") && !text.includes(`="${value}`);
}

/** Returns the names that anything looks up in a query meanwhile. */
async function namesReadBy(work: () => Promise<unknown>): Promise<string[]> {
  const { prototype } = URLSearchParams;
  const { get, has, getAll } = prototype;
  const names = new Set<string>();
  try {
    prototype.get = function (name) {
      names.add(name);
      return get.call(this, name);
    };
    prototype.has = function (name, ...rest) {
      names.add(name);
      return has.call(this, name, ...rest);
    };
    prototype.getAll = function (name) {
      names.add(name);
      return getAll.call(this, name);
    };
    await work();
  } finally {
    Object.assign(prototype, { get, has, getAll });
  }
  return [...names];
}
