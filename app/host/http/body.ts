/** Default maximum size of a body in bytes: 64 KiB. */
export const USUAL_BODY_LIMIT = 65_536;

/** The body of a write exceeds its maximum size; the response is a 413. */
export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";
}

/** The client disconnected or stalled before its body was complete; no one is left to read a response. */
export class BodyBroken extends Error {
  override name = "BodyBroken";
}

/**
 * Reads a complete body of at most `limit` bytes before anything parses it. A body whose announced length is too large is
 * refused unread; one without a length, or with a false one, is counted while it arrives. Throws BodyTooLarge or BodyBroken.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = request.headers.get("content-length");
  if (announced !== null && !(Number(announced) <= limit)) throw new BodyTooLarge();
  try {
    // The server itself cuts a body off at the announced length, so there is no need to count.
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
      // Not awaited: the refusal must not wait for a client that keeps sending.
      reader?.cancel().catch(() => {});
      throw new BodyTooLarge();
    }
    parts.push(part.value);
  }
  return new Uint8Array(Buffer.concat(parts, length));
}
