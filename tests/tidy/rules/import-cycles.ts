import { importsOf } from "./modules.ts";
import { isCode, isTest, type Offence, type Rule } from "./source-file.ts";

interface Edge {
  to: string;
  line: number;
}

/** No file imports itself by way of others, types included: a type that two files need has a file of its own. */
export const importCycles: Rule = (files) => {
  const edges = new Map<string, Edge[]>();
  const known = new Set(files.map(({ path }) => path));
  for (const file of files.filter(({ path }) => isCode(path) && !isTest(path))) {
    const targets = importsOf(file).flatMap(({ target, line }) =>
      target !== undefined && known.has(target) ? [{ to: target, line }] : [],
    );
    edges.set(file.path, targets);
  }
  return [...edges.keys()].flatMap((from) => offencesOf(from, edges));
};

/** Finds the imports of a file that lead back to it. */
function offencesOf(from: string, edges: Map<string, Edge[]>): Offence[] {
  return (edges.get(from) ?? []).flatMap(({ to, line }) => {
    const way = findWay(to, from, edges);
    return way ? [{ file: from, line, what: `an import cycle: ${[from, ...way].join(" -> ")}` }] : [];
  });
}

/** Returns the shortest way from one file to another, both included; undefined where there is none. */
function findWay(start: string, goal: string, edges: Map<string, Edge[]>): string[] | undefined {
  const before = new Map<string, string | undefined>([[start, undefined]]);
  const queue = [start];
  for (const each of queue) {
    if (each === goal) return trace(each, before);
    for (const { to } of edges.get(each) ?? []) {
      if (before.has(to)) continue;
      before.set(to, each);
      queue.push(to);
    }
  }
  return undefined;
}

function trace(end: string, before: Map<string, string | undefined>): string[] {
  const way: string[] = [];
  for (let each: string | undefined = end; each !== undefined; each = before.get(each)) way.unshift(each);
  return way;
}
