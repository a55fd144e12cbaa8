import { inflateSync } from "node:zlib";
import jsQR from "jsqr";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ticketCode } from "#app/attendees/ticket-code.ts";
import { toBase32 } from "#app/platform/secrets.ts";
import { QrCode } from "#app/ui/qr-code.tsx";
import { qrMatrix } from "#app/ui/qr-matrix.ts";
import { qrPicture } from "./qr-picture.ts";

const code = ticketCode("https://tickets.example.org", toBase32(crypto.getRandomValues(new Uint8Array(16))));

/** Renders grey pixels and decodes them as a camera app would. */
function scan(width: number, isDark: (x: number, y: number) => boolean): string | undefined {
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++)
      if (isDark(x, y)) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return jsQR(pixels, width, width)?.data;
}

test("a code is an upper-case URL with 128 bits, which needs fewer modules than in lower case", () => {
  expect(code).toMatch(/^HTTPS:\/\/TICKETS\.EXAMPLE\.ORG\/C\/[A-Z2-7]{26}$/);
  const modulesOf = (text: string) => qrMatrix(text).length - 8;
  // Versions 3 and 4 of QR codes: 29 and 33 modules.
  expect([modulesOf(code), modulesOf(code.toLowerCase())]).toEqual([29, 33]);
  expect(toBase32(new Uint8Array(16).fill(255))).toBe(`${"7".repeat(25)}4`);
});

test("an independent decoder reads the PNG of a mail, which is large enough to scan", async () => {
  const png = Buffer.from(await qrPicture(code), "base64");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  const size = png.readUInt32BE(16);
  expect(size).toBeGreaterThanOrEqual(220);
  const length = png.readUInt32BE(33);
  const lines = inflateSync(png.subarray(41, 41 + length));
  const stride = Math.ceil(size / 8) + 1;
  const isDark = (x: number, y: number) =>
    ((lines[y * stride + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0;
  expect(scan(size, isDark)).toBe(code);
});

test("an independent decoder reads the image of a page, dark on white with a quiet zone of four modules", () => {
  const rows = qrMatrix(code);
  const quiet = [...rows.slice(0, 4), ...rows.slice(-4)].flat();
  expect(quiet).not.toContain(true);
  expect(rows.every((row) => !row.slice(0, 4).includes(true) && !row.slice(-4).includes(true))).toBe(true);
  const html = renderToStaticMarkup(<QrCode text={code} label="Code" />);
  expect(html).toContain('fill="#fff"');
  const dark = new Set<string>();
  for (const [, x = "", y = "", run = ""] of html.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let each = 0; each < Number(run); each++) dark.add(`${Number(x) + each} ${y}`);
  }
  const scale = 6;
  expect(
    scan(rows.length * scale, (x, y) => dark.has(`${Math.floor(x / scale)} ${Math.floor(y / scale)}`)),
  ).toBe(code);
});
