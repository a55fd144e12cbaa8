import { expect, test } from "vitest";
import { renderMarkdown } from "./markdown.server.ts";
import { plainText } from "./plain-text.server.ts";

test("a single line break of a description is shown as typed", () => {
  expect(renderMarkdown("Doors 19:00\nStart 20:00")).toBe("<p>Doors 19:00<br>\nStart 20:00</p>\n");
  expect(plainText("Doors 19:00\nStart 20:00\n\nBring **ink**")).toBe("Doors 19:00\nStart 20:00\nBring ink");
});
