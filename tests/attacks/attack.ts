/** The running app and what was made in it, as far as attacks need to know; sent to the attacker's process as JSON. */
export interface Target {
  port: number;
  /** A key with all scopes. */
  apiKey: string;
  /** The cookie of the owner, for faults that need somebody signed in. */
  cookie: string;
  organizationSlug: string;
  /** An event that nobody books: its page stays in the page cache. */
  quiet: { slug: string; sessionId: string };
  /** An event of another organisation. */
  stranger: { slug: string };
  /** The index in the name of a field that is sent to the set-up form. */
  arrayIndex: number;
}

export interface Attack {
  name: string;
  /** The finding that it repeats. */
  finding: string;
  /** The p99 of bookings during the attack relative to that before, as the median of the rounds; unbounded unless given. */
  maxTimesP99?: number;
  /** Attacks once, for a bounded time, and answers which faults it saw. */
  run(target: Target): Promise<string[]>;
}

/** The loopback address of an attacker. Bookings come from 127.0.0.1, so that limits by network do not touch them. */
export const attackerAddress = (number: number) => `127.0.1.${number}`;
