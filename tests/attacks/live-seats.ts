import { openStream } from "#tests/support/event-stream.ts";
import { type Attack, attackerAddress } from "./attack.ts";
import { openClient } from "./http-client.ts";

export const foreignSession: Attack = {
  name: "live seats asked for by another organisation's event",
  finding: "5",
  async run({ port, quiet, stranger }) {
    const client = openClient({ port, from: attackerAddress(8) });
    const own = `/e/${quiet.slug}/live?session=${quiet.sessionId}`;
    const foreign = `/e/${stranger.slug}/live?session=${quiet.sessionId}`;
    const faults: string[] = [];
    const before = (await client.send({ path: own })).body;
    const stream = await openStream(`http://127.0.0.1:${port}${foreign}`);
    if (stream.status !== 404)
      faults.push(`another organisation's event answered ${stream.status} for the session`);
    const after = (await client.send({ path: own })).body;
    if (after !== before) faults.push(`the event's own live seats became ${after}`);
    stream.close();
    client.close();
    return faults;
  },
};
