import { expect, test } from "vitest";
import { languageOfWords } from "./language.ts";

test.each([
  ["Töpfern für Anfänger", "de", "de"],
  ["Töpfern für Anfänger", undefined, undefined],
  ["ورشة الخط 3", "en", ""],
  ["ورشة الخط 3", undefined, ""],
  ["ورشة الخط 3", "ar", "ar"],
  ["Calligraphy", "ar", ""],
  ["٤٥ £, by card", "de", "de"],
  ["Лекция о Rust", "fr", ""],
  ["書道", "ja", "ja"],
  ["2026, 14:00", "en", "en"],
  ["😀", undefined, undefined],
])("the language of %s, given as %s, is %o", (words, given, language) => {
  expect(languageOfWords(words, given)).toBe(language);
});
