import { expect, test } from "vitest";
import type { OpenApiDocument } from "#app/platform/openapi-document.ts";
import { referenceOf } from "./api-reference.server.tsx";

const listThings = {
  operationId: "getThings",
  summary: "List things",
  tags: ["Things"],
  security: [],
  responses: { 200: { description: "All of them." } },
};

/** Returns a document that counts how often its paths are read. */
function countedDocument() {
  const counted = { reads: 0 };
  const document = {
    openapi: "3.1.0",
    info: { title: "Test", version: "1" },
    tags: [{ name: "Things" }, { name: "Unused" }],
    get paths() {
      counted.reads += 1;
      return { "/things": { get: listThings } };
    },
  } satisfies OpenApiDocument;
  return { document, counted };
}

test("the reference is rendered once for all base URLs and shows the requested one", () => {
  const { document, counted } = countedDocument();
  const pages = ["https://a.test/api/v1", "http://localhost:3000/api/v1"].map((base) =>
    referenceOf(document, base),
  );
  expect(counted.reads).toBe(1);
  expect(pages.map(({ calls }) => calls)).toEqual([1, 1]);
  const [first = "", second = ""] = pages.map(({ html }) => html);
  expect(first).toContain("curl &#x27;https://a.test/api/v1/things&#x27;");
  expect(first.replaceAll("https://a.test", "http://localhost:3000")).toBe(second);
  expect(second).not.toContain(".invalid");
});

test("a forged base URL cannot inject markup", () => {
  const { html } = referenceOf(countedDocument().document, `http://a"><script>$&'`);
  expect(html).not.toContain("<script>");
  expect(html).toContain("http://a&quot;&gt;&lt;script&gt;$&amp;&#x27;/things");
});
