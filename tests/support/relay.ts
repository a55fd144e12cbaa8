import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import { type Relay, sendDueMails } from "#app/notifications/relay.server.ts";

/** Takes on all that the outbox holds and sends the mails that are due, up to a batch; answers how many it took. */
export async function relayDue(relay: Relay): Promise<number> {
  while ((await emptyOutbox(relay.db)) > 0);
  return sendDueMails(relay);
}
