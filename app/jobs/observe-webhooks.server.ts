import type { WebhookNeeds } from "./webhooks.server.ts";

/** The part of the host's metrics that the webhooks' metrics use. */
export interface WebhookMetrics {
  counter<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
  ): { add(labels: Record<Label, string>, amount?: number): void };
  gauge(name: string, help: string, read: () => number): void;
}

/** Registers the metrics of webhooks and mails. Returns the callbacks that update them; the mail relay uses `gaveUp` too. */
export function observeWebhooks(
  metrics: WebhookMetrics,
): Pick<Required<WebhookNeeds>, "attempted" | "gaveUp" | "lagging"> {
  const dead = metrics.counter("reservo_outbox_dead_total", "Mails and webhooks that were abandoned", []);
  // Export 0 from the start, so that an alert sees the first increase.
  dead.add({}, 0);
  const attempts = metrics.counter(
    "reservo_webhook_attempts_total",
    "Delivery attempts of webhooks, by response status, or by reason if there was no response",
    ["code"],
  );
  let lag = 0;
  metrics.gauge(
    "reservo_outbox_lag_seconds",
    "Seconds that the oldest pending mail or webhook is overdue",
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
