import { createServer } from "node:net";

/**
 * Returns a port of 127.0.0.1 that is free now: the preferred one where possible, so that a stored address stays valid. Another
 * program may bind it before it is used; the caller then has to try again.
 */
export async function findFreePort(preferred?: number): Promise<number> {
  return ((preferred !== undefined && (await tryPort(preferred))) || (await tryPort(0))) as number;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
