/** Returns whether PostgreSQL can store the text: it accepts neither U+0000 nor unpaired surrogates. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** Line breaks of every system, and the tabs and feeds that count as spaces. */
const BREAKS = /\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g;

/**
 * Characters without a shape or meaning in text: control characters, the soft hyphen, zero-width spaces, the byte order mark,
 * directional embeddings and overrides, interlinear marks, language tags, and the non-characters, which neither XML nor other
 * programs accept. U+0000 stays, for `isStorable` to refuse.
 */
const INVISIBLE =
  /[^\P{Cc}\s\0]|[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0001}]|\p{Noncharacter_Code_Point}/gu;

/**
 * Marks that set the direction of their surroundings. In a single line they came with pasted text; in several lines they may be
 * intended.
 */
const DIRECTIONAL_MARKS = /[\u061c\u200e\u200f]/g;

/** Tags draw the flags of England, Scotland and Wales; anywhere else they hide text. */
const TAGS = /(\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f})|[\u{e0020}-\u{e007f}]/gu;

/**
 * Joiners (U+200C, U+200D) without effect: those that are neither inside a word nor after the letter whose shape they select.
 * Persian, the scripts of India and emoji need theirs.
 */
const STRAY_JOINERS =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]+|(?<!\p{M}|\p{Script=Arabic})[\u200c\u200d]+(?![\p{L}\p{M}\p{Extended_Pictographic}\u200c\u200d])/gu;

/** Characters that NFC would replace: variants of Chinese characters that people use in their names. */
const COMPATIBILITY_IDEOGRAPHS = /([\uf900-\ufaff\u{2f800}-\u{2fa1f}]+)/u;

/** Characters with a visible shape. Characters newer than the platform's tables count as visible. */
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Returns the text of a single-line field: in Normalization Form C, without invisible characters, and with one space for each
 * run of spaces and line breaks. Text that shows nothing becomes empty.
 */
export function oneLine(text: string): string {
  return blankIsEmpty(
    clean(text.replace(BREAKS, " ").replace(DIRECTIONAL_MARKS, ""))
      // A single no-break space is typography; in a run it came with pasted text.
      .replace(/\p{Zs}{2,}|[^\P{Zs}\u00a0\u202f]/gu, " ")
      .replace(/^\p{Zs}+|\p{Zs}+$/gu, ""),
  );
}

/** Returns the text of a multi-line field: like `oneLine`, but with lines, indents and spaces as typed. */
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
  // U+0000 and unpaired surrogates are left for `isStorable` to refuse, instead of counting as empty.
  return VISIBLE.test(text) || !isStorable(text) ? text : "";
}

/**
 * Characters that neither XML nor iCalendar can contain: control characters except tab and line break, non-characters, unpaired
 * surrogates.
 */
const NOT_IN_FILES = /[^\P{Cc}\t\n]|\p{Noncharacter_Code_Point}|\p{Surrogate}/gu;

/** Returns stored text for files of other programs; characters that they cannot contain become spaces. */
export function inFile(text: string): string {
  return text.replace(NOT_IN_FILES, " ");
}

/** The digits zero of scripts with their own digits. */
const ZEROS = [
  ...[0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66],
  ...[0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10],
];

/** Returns the text with digits 0 to 9 and the hyphen-minus in place of other scripts' digits and dashes. */
export function asciiFigures(text: string): string {
  return text.replace(/[\p{Pd}\u2212]/gu, "-").replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((each) => code >= each && code < each + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}
