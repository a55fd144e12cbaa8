import { spawn } from "node:child_process";
import { closeSync, openSync, renameSync, rmSync } from "node:fs";
import type { Binaries } from "./binaries.ts";
import { makeFifo, openReader, openWriter } from "./fifo.ts";
import type { Places } from "./places.ts";
import { openLog } from "./server-log.ts";
import { bareEnvironment, credentials } from "./system-user.ts";

/**
 * The keeper: a shell that runs PostgreSQL as its child and ends it when no process uses it any more. It has two halves:
 *
 * - a reader (a subshell) has the reading end of the hold FIFO (descriptor 4). It writes each line back to descriptor 3, which
 *   confirms to the writer that its hold is registered and that no end of file can come before it is released. At the end of
 *   file it closes the reading end first, so that new processes find no reader, and then signals the runner (USR1).
 * - the runner starts PostgreSQL. A server that was used once (USR2) and then dies is restarted on the same port. A server that
 *   shut down cleanly, or that no process ever reached, is not.
 *
 * USR1 and SIGINT are sent repeatedly: a shell that is about to wait, or a server that is just starting, would lose a single
 * one. Signals meant for the app (from the terminal or the service manager) are ignored here.
 */
const SCRIPT = `
trap '' HUP INT TERM
ending= used= status=0
trap 'ending=1' USR1
trap 'used=1' USR2
exec 4<&0 0</dev/null
(
  while read -r line <&4; do
    echo "$line" >&3
    kill -USR2 $$
  done
  exec 4<&-
  while kill -USR1 $$ 2>/dev/null; do sleep 0.1; done
) &
reader=$!
exec 4<&-
while [ -z "$ending" ]; do
  "$@" 3>&- &
  server=$!
  while kill -0 $server 2>/dev/null; do
    if [ -z "$ending" ]; then
      wait $server
      status=$?
    else
      kill -INT $server 2>/dev/null
      sleep 0.1
    fi
  done
  if [ -z "$used" ] || [ $status -eq 0 ]; then break; fi
  [ -n "$ending" ] || sleep 1
done
kill -KILL $reader 2>/dev/null
exit $status
`;

/** A server that was just started, and the first hold on it. */
export interface StartedKeeper {
  hold: number;
  /** true once the keeper, and the server with it, has ended */
  hasEnded(): boolean;
}

/**
 * Starts a keeper and its server in a session of their own, so that the server outlives this process as long as others hold it,
 * and Ctrl-C does not reach it. Call under the boot lock, when no server of the data folder is running.
 */
export async function startKeeper(
  places: Places,
  binaries: Binaries,
  port: number,
  settings: Record<string, string>,
): Promise<StartedKeeper> {
  const fresh = `${places.hold}.new`;
  rmSync(fresh, { force: true });
  await makeFifo(fresh);
  const early = openReader(fresh);
  const hold = openWriter(fresh);
  if (hold === undefined) throw new Error(`The FIFO ${fresh} cannot be opened.`);
  // The shell needs a blocking descriptor: the open returns immediately, since the writing end is open.
  const reading = openSync(fresh, "r");
  closeSync(early);
  rmSync(places.held, { force: true });
  const held = openSync(places.held, "a", 0o600);
  const log = openLog(places.log);

  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const command = [binaries.postgres, "-D", places.data, "-p", String(port), ...options];
  const child = spawn("/bin/sh", ["-c", SCRIPT, "reservo-postgres", ...command], {
    ...credentials(places.user),
    cwd: "/",
    env: bareEnvironment,
    detached: true,
    stdio: [reading, log, log, held],
  });
  let ended = false;
  for (const event of ["exit", "error"])
    child.on(event, () => {
      ended = true;
    });
  child.unref();
  for (const fd of [reading, held, log]) closeSync(fd);
  renameSync(fresh, places.hold);
  return { hold, hasEnded: () => ended };
}
