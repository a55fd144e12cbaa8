/** Returns whether PostgreSQL can store the text: it takes neither U+0000 nor half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** Line breaks of every system, and the tabs and feeds that stand for space. */
const BREAKS = /\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g;

/**
 * Characters without a shape or a meaning of their own in text: control characters, the soft hyphen, zero-width spaces,
 * the byte order mark, directional embeddings and overrides, interlinear marks, language tags, and the non-characters,
 * which neither XML nor other programs take. U+0000 stays, for `isStorable` to refuse.
 */
const INVISIBLE =
  /[^\P{Cc}\s\0]|[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0001}]|\p{Noncharacter_Code_Point}/gu;

/** Marks that choose the direction of what is around them. In a line they came with pasted text; in several they may be meant. */
const DIRECTIONAL_MARKS = /[\u061c\u200e\u200f]/g;

/** Tags draw the flags of England, Scotland and Wales; anywhere else they hide text. */
const TAGS = /(\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f})|[\u{e0020}-\u{e007f}]/gu;

/**
 * Joiners (U+200C, U+200D) that do nothing: those that stand neither inside a word nor behind the letter whose shape they
 * choose. Persian, the scripts of India and emoji need theirs.
 */
const STRAY_JOINERS =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]+|(?<!\p{M}|\p{Script=Arabic})[\u200c\u200d]+(?![\p{L}\p{M}\p{Extended_Pictographic}\u200c\u200d])/gu;

/** What NFC would replace: variants of Chinese characters, which people write their names with. */
const COMPATIBILITY_IDEOGRAPHS = /([\uf900-\ufaff\u{2f800}-\u{2fa1f}]+)/u;

/** What has a shape on the page. Characters newer than the platform's tables have one too. */
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Returns what was typed into a field of one line: in Normalization Form C, without invisible characters, and with one
 * space for each run of spaces and line breaks. Text that shows nothing is empty.
 */
export function oneLine(text: string): string {
  return blankIsEmpty(
    clean(text.replace(BREAKS, " ").replace(DIRECTIONAL_MARKS, ""))
      // A no-break space by itself is typography; in a run it came with pasted text.
      .replace(/\p{Zs}{2,}|[^\P{Zs}\u00a0\u202f]/gu, " ")
      .replace(/^\p{Zs}+|\p{Zs}+$/gu, ""),
  );
}

/** Returns what was typed into a field of several lines: like `oneLine`, but with its lines, indents and spaces as typed. */
export function severalLines(text: string): string {
  const lines = clean(text.replace(/\r\n|[\v\f\r\u0085\u2028\u2029]/g, "\n"));
  return blankIsEmpty(lines.replace(/[^\S\n]+$/gm, "").replace(/^\n+|\s+$/g, ""));
}

function clean(text: string): string {
  const plain = text
    .replace(INVISIBLE, "")
    .replace(TAGS, (_, flag: string | undefined) => flag ?? "")
    .replace(STRAY_JOINERS, "");
  return plain
    .split(COMPATIBILITY_IDEOGRAPHS)
    .map((part, index) => (index % 2 === 0 ? part.normalize("NFC") : part))
    .join("");
}

function blankIsEmpty(text: string): string {
  // U+0000 and half characters are left to be refused rather than counted as nothing.
  return VISIBLE.test(text) || !isStorable(text) ? text : "";
}

/** What neither XML nor iCalendar can hold: control characters except tab and line break, non-characters, half characters. */
const NOT_IN_FILES = /[^\P{Cc}\t\n]|\p{Noncharacter_Code_Point}|\p{Surrogate}/gu;

/** Returns stored text as files for other programs can hold it; what they cannot hold becomes a space. */
export function inFile(text: string): string {
  return text.replace(NOT_IN_FILES, " ");
}

/** The digits zero of the scripts that write numbers with their own. */
const ZEROS = [
  ...[0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66],
  ...[0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10],
];

/** Returns the text with digits 0 to 9 and the hyphen-minus for what other scripts and keyboards write instead of them. */
export function asciiFigures(text: string): string {
  return text.replace(/[\p{Pd}\u2212]/gu, "-").replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((each) => code >= each && code < each + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}
