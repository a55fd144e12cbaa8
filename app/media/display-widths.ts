/**
 * The characters of the display font as pictures use it (bold, next to this file), by their width: in thousandths of the font
 * size, to the next ten. A picture has no browser that breaks its lines.
 */
const LETTERS: Record<number, string> = {
  0: "\u0300\u0301\u0303\u0304\u0308\u0309\u0323",
  180: "'",
  190: "′",
  200: ",‚",
  210: "‘’",
  230: " ;\u00a0",
  240: ".·›",
  250: ":‹",
  260: "¹",
  270: "|¦",
  280: "`ijl´ìíîïĩīįıĺļľȷ",
  290: "!¡",
  300: "I¸ÌÍÎÏĨĪĮİ",
  320: "()]",
  330: "[",
  340: "}¯•",
  350: "1{",
  360: "-/\\°",
  370: '"łˇ',
  380: "J″",
  390: "¨",
  400: "ftťț˝„",
  410: "“”",
  420: "?³¿",
  430: "ª²º",
  440: "*rŕŗř",
  460: "†",
  470: "«»",
  500: "ℓ",
  510: "7LĹĻĽ↑↓",
  530: "+<=>z~¬±×÷źżž−",
  540: "–",
  550: "_sśşšș",
  560: "ĳ₮",
  570: "TZcx¢§çćċčŤŹŻŽȚ₸",
  580: "^evèéêëēėęě₹",
  590: "aàáâãäåāăąŁǎ",
  600: "Fgkyýÿğġģķŷỳỵỷỹ",
  610: "235oðòóôõöøōő",
  620: "EÈÉÊËĒĖĘĚ",
  630: "#4hnu¥ñùúûüńņňŋũūŭůűų",
  640: "$bdpqµþďđħơ₫",
  650: "9PSYÝÞŚŞŠŶŸȘỲỴỶỸ",
  660: "68ư￿",
  670: "0Ĳ₡₵₿",
  680: "CRVÇĆĊČŔŖŘ₼",
  690: "BK®ßĶ₲₾",
  700: "ADX¶ÀÁÂÃÄÅĀĂĄĎǍ₽",
  710: "₺",
  720: "GHO£ÒÓÔÕÖĞĠĢŌŐƠẞ₤",
  730: "QUØÙÚÛÜŨŪŬŮŰŲƯ₴",
  750: "&ÐĐ€₭",
  770: "…",
  780: "NÑŃŅŇŊ",
  790: "₱",
  800: "Ħ",
  810: "—",
  870: "wŵẁẃẅ",
  900: "₦",
  930: "æ",
  940: "M",
  950: "m¼½",
  960: "©Æ",
  970: "œ",
  980: "%",
  990: "@WŴẀẂẄ",
  1000: "Œ",
  1010: "™",
  1080: "₩",
  1090: "¾",
  1230: "₨",
};

const WIDTHS = new Map(
  Object.entries(LETTERS).flatMap(([width, letters]) =>
    [...letters].map((letter): [string, number] => [letter, Number(width)]),
  ),
);

/**
 * Returns the part of a text that the font can draw, without emoji and other symbols that it lacks. Empty if a letter or digit
 * is missing from the font, which has only those of Latin languages: half a text would be misleading. Empty too if only symbols
 * would be left.
 */
export function drawable(text: string): string {
  const letters = [...text.normalize("NFC").replaceAll("\u00a0", " ")];
  const drawn = letters.filter((letter) => WIDTHS.has(letter)).join("");
  const isWhole = countWritten(drawn) === countWritten(letters.join(""));
  return isWhole && countWritten(drawn) > 0 ? drawn.replace(/ +/g, " ").trim() : "";
}

/** Counts legible characters: letters, their marks, and digits. Emoji contain marks too, which are excluded. */
function countWritten(text: string): number {
  return text.match(/(?![\ufe00-\ufe0f\u20e3])[\p{L}\p{M}\p{N}]/gu)?.length ?? 0;
}

/** Returns the width of a line in px at this font size; slightly more than drawn, since letters are set closer together. */
export function widthOf(line: string, size: number): number {
  return ([...line].reduce((sum, letter) => sum + (WIDTHS.get(letter) ?? 700), 0) * size) / 1000;
}
