/** The most bytes of a body, where nothing else is said: 64 KiB. */
export const USUAL_BODY_LIMIT = 65_536;

/** The body of a write is larger than it may be; answered with 413. */
export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";
}

/** The client went away, or stalled, before its body was complete; nobody is there to read an answer. */
export class BodyBroken extends Error {
  override name = "BodyBroken";
}

/**
 * Reads a whole body of at most `limit` bytes, before anything parses it. A length that is announced too large is
 * refused unread; one that is not announced, or a lie, is counted while it arrives. Throws BodyTooLarge or BodyBroken.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = request.headers.get("content-length");
  if (announced !== null && !(Number(announced) <= limit)) throw new BodyTooLarge();
  try {
    // The server itself cuts a body off at the length that was announced, so there is no need to count.
    return announced === null
      ? await readCounted(request.body, limit)
      : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    if (error instanceof BodyTooLarge) throw error;
    throw new BodyBroken("The body broke off.", { cause: error });
  }
}

async function readCounted(body: ReadableStream<Uint8Array> | null, limit: number) {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.byteLength;
    if (length > limit) {
      // Not awaited: the refusal must not wait for a client that goes on sending.
      reader?.cancel().catch(() => {});
      throw new BodyTooLarge();
    }
    parts.push(part.value);
  }
  return new Uint8Array(Buffer.concat(parts, length));
}
