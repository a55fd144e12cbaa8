import type { WebhookNeeds } from "./webhooks.server.ts";

/** What the numbers of webhooks are kept in: the host's metrics, as far as they are needed here. */
export interface WebhookMetrics {
  counter<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
  ): { add(labels: Record<Label, string>, amount?: number): void };
  gauge(name: string, help: string, read: () => number): void;
}

/** Makes the metrics of webhooks and the outbox, and what feeds them; `gaveUp` is for the relay of mails too. */
export function observeWebhooks(
  metrics: WebhookMetrics,
): Pick<Required<WebhookNeeds>, "attempted" | "gaveUp" | "lagging"> {
  const dead = metrics.counter("reservo_outbox_dead_total", "Mails and webhooks that were given up", []);
  // There from the start, so that the first one is seen to come.
  dead.add({}, 0);
  const attempts = metrics.counter(
    "reservo_webhook_attempts_total",
    "Attempts to deliver a webhook, by the status that was answered or the word for why there was none",
    ["code"],
  );
  let lag = 0;
  metrics.gauge(
    "reservo_outbox_lag_seconds",
    "For how long the oldest mail or webhook has been due that nobody has begun",
    () => lag,
  );
  return {
    attempted: (code) => attempts.add({ code }),
    gaveUp: () => dead.add({}),
    lagging(seconds) {
      lag = seconds;
    },
  };
}
