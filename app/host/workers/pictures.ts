import { join } from "node:path";
import { LRUCache } from "lru-cache";
import { createWorkerQueue } from "./worker-queue.ts";

export interface Pictures {
  /** Returns a drawing as PNG, cached by its content. Throws Busy, and Error for an invalid drawing. */
  png(svg: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends the worker; waiting drawings are refused with Busy. */
  close(): Promise<void>;
}

const maxQueued = 50;
/** Of the renderer, which takes about 80 MB and starts in a third of a second. */
const IDLE_MS = 5_000;
const retryAfterSeconds = 5;
const MAX_CACHED_BYTES = 16 * 1024 * 1024;

/** The fonts of the text, cut to one weight: the renderer reads neither WOFF2 nor variable axes. */
const fonts = ["bricolage-grotesque-latin.ttf", "bricolage-grotesque-latin-ext.ttf"];
const family = "Bricolage Grotesque 96pt ExtraBold";

/**
 * Draws pictures in a worker thread, since on the main thread one would delay every request. `root` is the folder of Reservo.
 */
export function createPictures({ root }: { root: string }): Pictures {
  const queue = createWorkerQueue(join(root, "app", "host", "workers", "picture-worker.mjs"), {
    maxQueued,
    retryAfterSeconds,
    idleMs: IDLE_MS,
    workerData: { family, fonts: fonts.map((name) => join(root, "app", "media", name)) },
  });
  const made = new LRUCache<string, Uint8Array<ArrayBuffer>>({
    maxSize: MAX_CACHED_BYTES,
    sizeCalculation: (png, svg) => png.byteLength + svg.length,
  });
  const making = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  const make = async (svg: string) => {
    const png = await queue.run({ svg });
    if (!(png instanceof Uint8Array)) throw new Error("A picture could not be drawn.");
    const own = new Uint8Array(png);
    made.set(svg, own);
    return own;
  };
  return {
    async png(svg) {
      const known = made.get(svg);
      if (known) return known;
      const underWay = making.get(svg) ?? make(svg).finally(() => making.delete(svg));
      making.set(svg, underWay);
      return underWay;
    },
    close: queue.close,
  };
}
