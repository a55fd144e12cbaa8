import type { Outcome } from "#app/booking/request.ts";
import { type Ask, type Sequence, type Step, wordsOf } from "./commands.ts";
import { compareAnswer, compareReplay, compareState, compareWitness, type WitnessOf } from "./compare.ts";
import { LedgerReplay } from "./ledger-replay.ts";
import { Model, type ModelAnswer } from "./model.ts";
import type { Observed, Subject } from "./subject.ts";

export interface Failure {
  /** The step after which it showed, from 0. */
  step: number;
  complaints: string[];
}

export interface RunOptions {
  /** Whether to look at what is stored after each step, or at the end alone. */
  look: "always" | "at the end";
  /** How many milliseconds a deadline may be later than the model's: where time passes while one simulates. */
  late: number;
}

/** Lets an engine and the model do the same and answers the first difference; undefined when there is none. */
export async function simulate(
  sequence: Sequence,
  subject: Subject,
  options: RunOptions = { look: "always", late: 0 },
): Promise<Failure | undefined> {
  const simulation = new Simulation(sequence, subject, options);
  for (const [step, each] of sequence.steps.entries()) {
    const isLast = step === sequence.steps.length - 1;
    const complaints = await simulation.take(each, isLast || options.look === "always");
    if (complaints.length > 0) return { step, complaints };
  }
  return undefined;
}

/** What a person needs to see the failure again and to understand it. */
export function report(sequence: Sequence, failure: Failure): string {
  const until = { ...sequence, steps: sequence.steps.slice(0, failure.step + 1) };
  return `${wordsOf(until)}\n  → ${failure.complaints.join("\n  → ")}`;
}

class Simulation {
  readonly #subject: Subject;
  readonly #options: RunOptions;
  readonly #model: Model;
  readonly #replay = new LedgerReplay();
  readonly #firstAnswers = new Map<Ask, Outcome>();
  /** Answers whose witness is yet to be compared with the ledger. */
  #unproven: { said: Outcome; of: WitnessOf }[] = [];
  #lengths: ReadonlyMap<string, number> = new Map();

  constructor(sequence: Sequence, subject: Subject, options: RunOptions) {
    this.#subject = subject;
    this.#options = options;
    this.#model = new Model(sequence.resources);
  }

  async take(step: Step, looks: boolean): Promise<string[]> {
    const complaints = step.kind === "batch" ? await this.#ask(step.asks) : await this.#set(step);
    if (!looks || complaints.some((each) => each.startsWith("thrown"))) return complaints;
    return [...complaints, ...this.#inspect(await this.#subject.observe())];
  }

  async #set(step: Exclude<Step, { kind: "batch" }>): Promise<string[]> {
    if (step.kind === "wait") {
      this.#model.now += step.seconds * 1_000;
      await this.#subject.wait(step.seconds);
    } else {
      this.#model.maintenance = step.on;
      await this.#subject.setMaintenance(step.on);
    }
    return [];
  }

  async #ask(asks: Ask[]): Promise<string[]> {
    let outcomes: Outcome[];
    try {
      outcomes = await this.#subject.perform(asks);
    } catch (error) {
      return [`thrown: ${error instanceof Error ? error.message : String(error)}`];
    }
    const answers = this.#model.answer(asks);
    return asks.flatMap((ask, index) => {
      const [said, answer] = [outcomes[index], answers[index]];
      if (!said || !answer) return ["an ask without an answer"];
      return [...compareAnswer(ask, said, answer), ...this.#remember(ask, said, answer)];
    });
  }

  /** An answer that was given before is the same to the last number; a new one is compared with the ledger. */
  #remember(ask: Ask, said: Outcome, { replays }: ModelAnswer): string[] {
    const first = replays && this.#firstAnswers.get(replays);
    if (first) {
      return compareReplay(said, first);
    }
    this.#firstAnswers.set(ask, said);
    if (said.ok || said.refusal !== "IDEMPOTENCY_KEY_REUSED") {
      this.#unproven.push({ said, of: { resources: this.#resourcesOf(ask), lengths: this.#lengths } });
    }
    return [];
  }

  #resourcesOf({ command }: Ask): string[] {
    if ("resource" in command) return [command.resource];
    if ("resources" in command) return command.resources.slice(0, 1).map((save) => save.resource);
    if ("claims" in command) return command.claims.slice(0, 1).map((claim) => claim.resource);
    return this.#model.bookings.get(command.booking)?.places.map((place) => place.resource) ?? [];
  }

  #inspect(observed: Observed): string[] {
    const complaints = this.#unproven.flatMap(({ said, of }) => compareWitness(said, of, observed.ledger));
    this.#unproven = [];
    for (const resource of observed.resources) {
      complaints.push(...this.#replay.follow(resource, observed.ledger.get(resource.id) ?? []));
    }
    this.#lengths = new Map(Array.from(observed.ledger, ([id, rows]) => [id, rows.length]));
    return [...complaints, ...compareState(observed, this.#model, this.#options.late)];
  }
}
