import { join } from "node:path";
import { LRUCache } from "lru-cache";
import { createWorkerQueue } from "./worker-queue.ts";

export interface Pictures {
  /** A drawing as PNG; the same drawing is made once as long as it is remembered. Throws Busy, and Error for no drawing. */
  png(svg: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends the worker; what waits is refused with Busy. */
  close(): Promise<void>;
}

const longestQueue = 50;
const retryAfterSeconds = 5;
const mostBytes = 16 * 1024 * 1024;

/** The faces that text is set in, cut to one weight: the program that draws reads neither WOFF2 nor axes. */
const fonts = ["bricolage-grotesque-latin.ttf", "bricolage-grotesque-latin-ext.ttf"];
const family = "Bricolage Grotesque 96pt ExtraBold";

/** Draws pictures away from the main thread, where one would hold up every request. `root` is the folder of Reservo. */
export function createPictures({ root }: { root: string }): Pictures {
  const queue = createWorkerQueue(join(root, "app", "host", "workers", "picture-worker.mjs"), {
    longestQueue,
    retryAfterSeconds,
    workerData: { family, fonts: fonts.map((name) => join(root, "app", "media", name)) },
  });
  const made = new LRUCache<string, Uint8Array<ArrayBuffer>>({
    maxSize: mostBytes,
    sizeCalculation: (png, svg) => png.byteLength + svg.length,
  });
  const making = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  const make = async (svg: string) => {
    const png = await queue.ask({ svg });
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
