import fc from "fast-check";
import { expect, test } from "vitest";
import { arrayLiteral, parseArray } from "./arrays.ts";

test.each([
  ["nothing", [], "{}"],
  ["an empty string", [""], '{""}'],
  ["null beside the word for it", [null, "NULL", "null"], '{NULL,"NULL","null"}'],
  ["quotes and backslashes", ['say "hi"', "back\\slash"], '{"say \\"hi\\"","back\\\\slash"}'],
  ["commas, braces and white space", ["a,b", "{c}", " d "], '{"a,b","{c}"," d "}'],
  ["numbers of any size", [1, -2.5, 9007199254740993n], "{1,-2.5,9007199254740993}"],
  ["truth values", [true, false], "{true,false}"],
])("a list of %s is encoded so that the server reads the same", (_, values, literal) => {
  expect(arrayLiteral(values)).toBe(literal);
});

test("a NUL character is refused, since PostgreSQL text cannot contain it", () => {
  expect(() => arrayLiteral(["a\0b"])).toThrow(RangeError);
});

test("every encoded list is read back the same", () => {
  const words = fc.array(fc.option(fc.string({ unit: "binary" }).filter((word) => !word.includes("\0"))));
  fc.assert(
    fc.property(words, (list) => {
      expect(parseArray(arrayLiteral(list), (text) => text)).toEqual(list);
    }),
  );
});

test("nested and shifted arrays are parsed as the server writes them", () => {
  expect(parseArray("{{1,2},{3,NULL}}", Number)).toEqual([
    [1, 2],
    [3, null],
  ]);
  expect(parseArray("[0:1]={a,b}", (text) => text)).toEqual(["a", "b"]);
});
