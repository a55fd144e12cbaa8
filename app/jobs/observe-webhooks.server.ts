import type { WebhookNeeds } from "./webhooks.server.ts";

/** What the numbers of webhooks are kept in: the host's metrics, as far as they are needed here. */
export interface WebhookMetrics {
  counter<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
  ): { add(labels: Record<Label, string>): void };
  gauge(name: string, help: string, read: () => number): void;
}

/** Makes the metrics of webhooks and the outbox, and what feeds them. */
export function observeWebhooks(metrics: WebhookMetrics): Pick<WebhookNeeds, "attempted" | "lagging"> {
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
    lagging(seconds) {
      lag = seconds;
    },
  };
}
