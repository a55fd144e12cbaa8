/** An awkward text that somebody could type, paste or send. */
export interface HostileValue {
  name: string;
  text: string;
}

const SCRIPTS: Record<string, string> = {
  "Latin with marks apart": "Ame\u0301lie Dvor\u030ca\u0301k",
  "Latin with many marks": "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306",
  Vietnamese: "Nguyễn Thị Ánh",
  Greek: "Ὀδυσσεύς Παπαδόπουλος",
  Cyrillic: "Владимир Ёлкин",
  Hebrew: "יִשְׂרָאֵל כהן",
  Arabic: "مُحَمَّد بن عبد الله",
  "Persian with a joiner": "علی\u200cرضا می\u200cخواهم",
  Urdu: "محمد اقبال ؔ",
  Devanagari: "क्ष\u200dत्रिय श्री",
  "Sinhala with a joiner": "ශ්\u200dරී ලංකා",
  Tamil: "தமிழ் நிக்ஷா",
  Thai: "สมชาย น้ำใส",
  Chinese: "李小龍 𠮷野家",
  "a Chinese compatibility character": "\ufa19\u795e\u{2f804}",
  Japanese: "山田　太郎さん",
  "half-width kana": "ﾔﾏﾀﾞ ﾀﾛｳ",
  Korean: "김민준",
  "Korean in parts": "\u1100\u1175\u11b7",
  Armenian: "Արամ Խաչատրյան",
  Georgian: "შოთა რუსთაველი",
  Amharic: "ሰላም ኢትዮጵያ",
  "left to right within right to left": "שלום Reservo 2026 עולם",
  "right to left within left to right": "Room (مرحبا) 12",
  "small capitals and ligatures": "ﬁnale ẞ ŉ ǅ İı",
  emoji: "Party 🎉🎊",
  "a family of joined emoji": "👩\u200d👩\u200d👧\u200d👦 at home",
  "a skin tone and a flag": "👋🏽 🇩🇪",
  "the flag of Wales": "\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f} Wales",
  "mathematical letters": "𝓑𝓸𝓸𝓴 𝟙𝟚",
};

const INVISIBLE: Record<string, string> = {
  "only spaces": "   ",
  "only a zero-width space": "\u200b",
  "only a combining mark": "\u0301",
  "only a braille blank": "\u2800",
  "only a Hangul filler": "\u3164",
  "a zero-width space within": "Ada\u200bGuest",
  "a soft hyphen within": "book\u00ading",
  "a byte order mark before": "\ufeffAda",
  "an override of direction": "Ada\u202etseuG\u202c",
  "an isolate of direction": "\u2067Ada\u2069 Guest",
  "a left-to-right mark": "Ada\u200e Guest\u200f",
  "a word joiner": "www\u2060.example.org",
  "an invisible plus": "1\u20642",
  "hidden tags": "Ada\u{e0041}\u{e0042}",
  "a variation selector": "❤\ufe0f \u2764\ufe0e",
  "a no-break space": "Ada\u00a0Guest",
  "narrow spaces": "1\u202f000\u2009Ada",
  "an ideographic space": "\u3000Ada\u3000",
  "a stray joiner": "Ada \u200d\u200c Guest",
  "a line separator": "Ada\u2028Guest\u2029end",
};

const CONTROL: Record<string, string> = {
  "U+0000": "Ada\0Guest",
  "U+0001": "Ada\u0001Guest",
  "a bell": "Ada\u0007",
  backspaces: "Ada\b\bGuest",
  "an escape sequence": "\u001b[31mAda\u001b[0m",
  delete: "Ada\u007f",
  "a next line": "Ada\u0085Guest",
  "a C1 control": "Ada\u009bGuest",
  tabs: "\tAda\tGuest\t",
  "line breaks": "Ada\r\nGuest\rend\n",
  "a vertical tab": "Ada\u000bGuest",
  "U+FFFE": "Ada\ufffeGuest",
  "U+FFFF": "Ada\uffffGuest",
  "U+FDD0": "Ada\ufdd0Guest",
  "U+1FFFE": "Ada\u{1fffe}Guest",
  "half of a character": "Ada\ud83d Guest",
  "the other half": "\udc00Ada",
  "a replacement character": "Ada\ufffd",
  "an interlinear mark": "\ufff9Ada\ufffaGuest\ufffb",
  "a private character": "Ada\ue000\u{10fffd}",
};

const MARKUP: Record<string, string> = {
  "a script": "<script>alert(1)</script>",
  "the end of a script": "</script><b>x",
  "the end of a text area": "</textarea></title>x",
  "an attribute's end": "\" onmouseover='x' &quot;",
  entities: "&lt;b&gt; &#x41; &amp;amp; &nbsp;",
  "a CDATA end": "]]> <![CDATA[ x",
  "a comment": "<!-- x --> --!>",
  "an iCalendar property": "Ada;X=1\r\nATTENDEE:mailto:eve@example.org",
  "iCalendar escapes": "a\\nb\\,c\\;d\\\\",
  "a mail header": "Ada\r\nBcc: eve@example.org",
  "a template": "{x} {{x}} {count} %s %d $1 $& $$",
  SQL: "'; drop table bookings; --",
  "a formula": '=HYPERLINK("http://evil.example")',
  Markdown: "[x](javascript:alert(1)) ![y](//evil.example/z) `*_",
  "a web address": "https://evil.example/?a=1&b=2#c",
  "a path": "../../etc/passwd",
  "escapes of an address": "a%00b%2Fc%zz+d",
  "a name of JavaScript": "__proto__",
  "null as a word": "null",
};

const ADDRESSES: Record<string, string> = {
  "an address with a plus": "ada+x@example.org",
  "an address in capitals": "Ada.Guest@EXAMPLE.org",
  "an address with an apostrophe": "o'brien@example.org",
  "an international domain": "ada@müller.example",
  "a Cyrillic domain": "ada@ПОЧТА.рф",
  "a local part of another script": "用户@example.org",
  "a full-width at": "ada＠example。org",
  "an address in quotes": '"ada guest"@example.org',
  "an address with a name": "Ada <ada@example.org>",
  "two addresses": "ada@example.org, eve@example.org",
  "an address of a number": "ada@[127.0.0.1]",
  "an address without a dot": "ada@localhost",
  "an address with two at": "ada@eve@example.org",
  "an address with a hidden joiner": "ad\u200da@example.org",
  "a local part of 65 characters": `${"a".repeat(65)}@example.org`,
  "an address of 255 characters": `ada@${`${"b".repeat(60)}.`.repeat(4)}example`,
};

const PHONES: Record<string, string> = {
  "a German number": "(030) 123 45 67",
  "an international number": "+44 20 7946 0018",
  "a number with an extension": "+1 212 555 0100 ext. 12",
  "a number with a hidden mark": "\u202d+49 30 1234567\u202c",
  "a number in Arabic digits": "٠٣٠ ١٢٣٤٥٦٧",
  "a number in full-width digits": "０３－１２３４－５６７８",
  "a short number": "112",
  "a number with dashes": "030–123‑45—67",
  "a number with words": "call 030 1234567 please",
};

const NUMBERS: Record<string, string> = {
  "an English number": "1,234.5",
  "a German number with a comma": "1.234,5",
  "a French number": "1\u202f234,5",
  "a Swiss number": "1’234.5",
  "an Indian number": "12,34,567",
  "a number read in two ways": "1.000",
  "Arabic digits": "٤٢",
  "Devanagari digits": "४२",
  "full-width digits": "３",
  "a minus": "−3",
  "a negative number": "-1",
  zero: "0",
  "negative zero": "-0",
  "a fraction": "½",
  "a scientific number": "1e5",
  "a hexadecimal number": "0x10",
  "a number beyond doubles": "9007199254740993",
  "a number beyond integers": "2147483648",
  "leading zeros": "0003",
  Infinity: "Infinity",
  NaN: "NaN",
  "a Roman number": "Ⅻ",
  "a superscript": "2²",
};

const INSTANTS: Record<string, string> = {
  "a skipped time of Berlin": "2031-03-30T02:30",
  "a repeated time of Berlin": "2031-10-26T02:30",
  "a skipped time of New York": "2031-03-09T02:30",
  "a repeated time of New York": "2031-11-02T01:30",
  "a skipped time of Lord Howe": "2031-10-05T02:15",
  "a skipped time of São Paulo": "2018-11-04T00:30",
  "a skipped day of Apia": "2011-12-30T10:00",
  "the year 1": "0001-01-01T00:00",
  "before 1900": "1899-12-31T23:59",
  "the end of 1900's first day": "1900-01-01T23:59",
  "the end of 2200": "2200-12-31T23:59",
  "after 2200": "2201-01-01T00:00",
  "the year 9999": "9999-12-31T23:59",
  "a year of six digits": "+012026-05-01T18:00",
  "the 30th of February": "2032-02-30T10:00",
  "the 29th of February": "2032-02-29T10:00",
  "a leap second": "2031-12-31T23:59:60",
  "an instant with a zone": "2031-06-02T18:00:00Z",
  "midnight as 24": "2031-06-02T24:00",
  "a date in Arabic digits": "٢٠٣١-٠٦-٠٢",
  "a day": "2031-06-02",
  "a German date": "02.06.2031",
  "a time zone": "America/Argentina/Buenos_Aires",
  "a zone by its offset": "+05:30",
};

const NO_SLUG: Record<string, string> = {
  "only punctuation": "…!?",
  "only emoji": "🎉🎊",
  "only dashes": "---",
  "only an accent": "´",
  "a dot": ".",
  "two dots": "..",
  "a word of our addresses": "admin",
  "a word of our pages": "new",
};

const LONG: Record<string, string> = {
  "a word of 100 letters": "w".repeat(100),
  "a word of 121 letters": "w".repeat(121),
  "a word of 301 letters": "w".repeat(301),
  "a word of 5,001 letters": "w".repeat(5_001),
  "a word of 20,001 letters": "w".repeat(20_001),
  "150 emoji": "🎉".repeat(150),
  "a hundred words": "Donaudampfschifffahrt ".repeat(100).trim(),
  "a hundred marks": `a${"\u0301".repeat(100)}`,
  "a hundred lines": "line\n".repeat(100),
};

/** Values by what is awkward about them. */
export const GROUPS: Record<string, HostileValue[]> = {
  scripts: listOf(SCRIPTS),
  "invisible characters": listOf(INVISIBLE),
  "control characters": listOf(CONTROL),
  markup: listOf(MARKUP),
  addresses: listOf(ADDRESSES),
  "telephone numbers": listOf(PHONES),
  numbers: listOf(NUMBERS),
  instants: listOf(INSTANTS),
  "titles without a slug": listOf(NO_SLUG),
  "long words": listOf(LONG),
};

/** All values. */
export const VALUES: readonly HostileValue[] = Object.values(GROUPS).flat();

function listOf(values: Record<string, string>): HostileValue[] {
  return Object.entries(values).map(([name, text]) => ({ name, text }));
}
