import { widthOf } from "./display-widths.ts";

export interface FittedText {
  /** Font size in px. */
  size: number;
  lines: string[];
}

interface Room {
  width: number;
  height: number;
  /** Font sizes in px, the largest first. */
  sizes: number[];
  /** Line height as a factor of the font size. */
  leading: number;
}

/**
 * Breaks a text into lines at the largest size at which it fits. Text that does not fit at the smallest size is cut and ends in
 * an ellipsis; a word wider than a line is broken.
 */
export function fitText(text: string, { width, height, sizes, leading }: Room): FittedText {
  for (const size of sizes) {
    const lines = breakLines(text, size, width, size === sizes.at(-1));
    if (lines && lines.length * size * leading <= height) return { size, lines };
  }
  const size = sizes.at(-1) ?? 16;
  const lines = breakLines(text, size, width, true) ?? [];
  const most = Math.max(1, Math.floor(height / (size * leading)));
  const kept = lines.slice(0, most);
  const last = [...(kept.at(-1) ?? "")];
  while (last.length > 0 && widthOf(`${last.join("")}…`, size) > width) last.pop();
  return { size, lines: [...kept.slice(0, -1), `${last.join("").trimEnd()}…`] };
}

/** Breaks a text into lines; returns undefined if a word is wider than a line and may not be broken. */
function breakLines(text: string, size: number, width: number, breaksWords: boolean): string[] | undefined {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    if (widthOf(word, size) <= width) continue;
    if (!breaksWords) return undefined;
    const pieces = breakWord(word, size, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  return line === "" ? lines : [...lines, line];
}

function breakWord(word: string, size: number, width: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const letter of word) {
    if (widthOf(piece + letter, size) > width && piece !== "") {
      pieces.push(piece);
      piece = "";
    }
    piece += letter;
  }
  return [...pieces, piece];
}
