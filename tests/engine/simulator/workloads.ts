import type { Command, Step } from "./commands.ts";

/** What a sequence is mostly about. All of it happens in each; a workload makes some of it come often enough to meet. */
export interface Workload {
  steps: Record<Step["kind"], number>;
  commands: Record<Command["kind"], number>;
  holders: readonly (string | null)[];
  networks: readonly (string | null)[];
  /** How long holds last; null leaves it to the rules. */
  seconds: readonly (number | null)[];
  /** How likely a resource begins with rules, and rules limit persons. */
  ruled: number;
  limited: number;
  persons: readonly (string | null)[];
  /** Whether all resources have a waitlist from the beginning. */
  waiting: boolean;
  /** How likely a hold is a block or a tentative booking. */
  kept: number;
}

const PLAIN: Workload = {
  steps: { batch: 85, wait: 12, maintenance: 3 },
  commands: {
    book: 22,
    hold: 24,
    offer: 5,
    confirm: 14,
    extend: 5,
    setDeadline: 3,
    changePerson: 5,
    cancel: 15,
    change: 13,
    expire: 3,
    setCapacity: 4,
    setRules: 5,
    setWaiting: 3,
    giveBack: 2,
    open: 5,
    close: 3,
    cancelResource: 1,
    saveResources: 4,
  },
  holders: [null, "bb01", "bb02"],
  networks: [null, "cc01", "cc01"],
  seconds: [null, 60, 60, 120, 300],
  ruled: 0.5,
  limited: 0.4,
  persons: [null, "aa01", "aa02"],
  waiting: false,
  kept: 0.15,
};

/** Many browsers of one network that want what is scarce. */
const CROWD: Workload = {
  ...PLAIN,
  steps: { batch: 95, wait: 4, maintenance: 1 },
  commands: { ...PLAIN.commands, hold: 110, confirm: 5, setRules: 1, cancelResource: 0 },
  holders: [null, null, "bb01"],
  networks: ["cc01"],
  seconds: [300, 600],
  ruled: 0.1,
  kept: 0.02,
};

const WAITLIST: Workload = {
  ...PLAIN,
  commands: { ...PLAIN.commands, offer: 40, setWaiting: 20, cancel: 35, book: 35 },
  ruled: 0.2,
  waiting: true,
};

/** Time runs out between a hold and what becomes of it. */
const LATE: Workload = {
  ...PLAIN,
  steps: { batch: 60, wait: 40, maintenance: 4 },
  commands: {
    ...PLAIN.commands,
    hold: 40,
    confirm: 35,
    extend: 15,
    expire: 20,
    change: 20,
    book: 5,
  },
  holders: [null],
  seconds: [60, 60, 120],
  ruled: 0.2,
};

/** The organiser changes the rules all the time. */
const RULES: Workload = {
  ...PLAIN,
  steps: { batch: 80, wait: 15, maintenance: 10 },
  commands: {
    ...PLAIN.commands,
    change: 60,
    setRules: 25,
    close: 5,
    cancelResource: 2,
    open: 8,
    setCapacity: 8,
    saveResources: 12,
  },
  ruled: 0.8,
};

/** Few people who book again and again, and change what they have. */
const PEOPLE: Workload = {
  ...PLAIN,
  commands: {
    ...PLAIN.commands,
    book: 35,
    hold: 10,
    change: 45,
    setRules: 2,
    close: 1,
    cancelResource: 0,
  },
  ruled: 1,
  limited: 0.9,
  persons: ["aa01", "aa01", "aa02"],
};

/** Dates are cancelled under those who hold places of them, and taken back. */
const CALLED_OFF: Workload = {
  ...PLAIN,
  commands: { ...PLAIN.commands, hold: 40, confirm: 60, change: 20, cancelResource: 20, open: 25 },
  ruled: 0.1,
};

/** A few browsers that hold again and again, and ask for more time. */
const HOARD: Workload = {
  ...PLAIN,
  steps: { batch: 70, wait: 30, maintenance: 1 },
  commands: { ...PLAIN.commands, hold: 120, extend: 60, confirm: 10, cancelResource: 0 },
  holders: ["bb01", "bb01", "bb02"],
  networks: [null],
  seconds: [300, 600],
  ruled: 0.1,
};

/** The desk keeps seats out of sale, confirms some of them and sets deadlines; others run out. */
const DESK: Workload = {
  ...PLAIN,
  steps: { batch: 75, wait: 25, maintenance: 1 },
  commands: {
    ...PLAIN.commands,
    hold: 40,
    confirm: 35,
    setDeadline: 25,
    change: 20,
    cancel: 20,
    expire: 8,
    cancelResource: 0,
  },
  holders: [null],
  ruled: 0.2,
  kept: 0.7,
};

/** Addresses are mistyped and put right. */
const MISTYPED: Workload = {
  ...PEOPLE,
  steps: { batch: 95, wait: 4, maintenance: 1 },
  commands: {
    ...PEOPLE.commands,
    book: 60,
    cancel: 25,
    change: 10,
    changePerson: 60,
    setRules: 1,
    setCapacity: 8,
  },
  persons: ["aa01", "aa02"],
};

export const WORKLOADS: readonly Workload[] = [
  PLAIN,
  CROWD,
  WAITLIST,
  LATE,
  RULES,
  PEOPLE,
  CALLED_OFF,
  HOARD,
  MISTYPED,
  DESK,
];
