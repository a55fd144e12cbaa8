import { readFileSync } from "node:fs";

/** Returns the Node options with which `npm start` runs the app. */
export function startOptions(): string[] {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { scripts } = JSON.parse(text) as { scripts: { start: string } };
  return scripts.start.split(" ").filter((word) => word.startsWith("--"));
}
