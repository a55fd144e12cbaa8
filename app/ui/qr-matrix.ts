import encodeQR from "qr";

/** Width of the light border, in modules, that scanners need to find the code. */
const QUIET_ZONE = 4;

/** Encodes the text as rows of modules, true for dark, with a quiet zone. Error correction restores about 15 %. */
export function qrMatrix(text: string): boolean[][] {
  return encodeQR(text, "raw", { ecc: "medium", border: QUIET_ZONE });
}
