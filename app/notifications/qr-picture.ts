import { qrMatrix } from "#app/ui/qr-matrix.ts";

/** Pixels per module: about 300 in total, so that it stays sharp when a mail program shows it at 240. */
const SCALE = 8;

/** Returns a QR code as a 1-bit PNG in base64: mail programs do not support SVG. */
export async function qrPicture(text: string): Promise<string> {
  const rows = qrMatrix(text);
  const size = rows.length * SCALE;
  const stride = Math.ceil(size / 8);
  const pixels = new Uint8Array(size * (stride + 1)).fill(0xff);
  for (let y = 0; y < size; y++) {
    const line = y * (stride + 1);
    pixels[line] = 0; // no filter
    for (let x = 0; x < size; x++) {
      if (!rows[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)]) continue;
      const at = line + 1 + (x >> 3);
      pixels[at] = (pixels[at] ?? 0) & ~(0x80 >> (x & 7));
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, size);
  view.setUint32(4, size);
  header[8] = 1; // bits per pixel; the other zeros mean greyscale without interlacing
  const parts = [SIGNATURE, chunk("IHDR", header), chunk("IDAT", await zlib(pixels)), chunk("IEND", NOTHING)];
  return btoa(parts.map((part) => String.fromCharCode(...part)).join(""));
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const NOTHING = new Uint8Array(0);

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(content, 8);
  view.setUint32(content.length + 8, crc32(bytes.subarray(4, content.length + 8)));
  return bytes;
}

async function zlib(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Computes the CRC-32 of the PNG specification. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
