import encodeQR from "qr";

/** Light modules around the code, without which scanners do not find it. */
const QUIET_ZONE = 4;

/** The code as rows of modules, dark ones true, with its quiet zone. A fifth of it may be dirty or torn. */
export function qrMatrix(text: string): boolean[][] {
  return encodeQR(text, "raw", { ecc: "medium", border: QUIET_ZONE });
}
