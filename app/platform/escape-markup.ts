import { inFile } from "./text/normalise.ts";

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes text for HTML, XML and SVG, in elements and in quoted attributes. A character that XML cannot hold becomes a space. */
export function escapeMarkup(text: string): string {
  return inFile(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
