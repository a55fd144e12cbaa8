import encodeQR from "qr";

/** Width of the light border, in modules, that scanners need to find the code. */
const QUIET_ZONE = 4;

/** Encodes the text as rows of modules, true for dark, with a quiet zone. Error correction restores about 15 %. */
export function qrMatrix(text: string): boolean[][] {
  return encodeQR(text, "raw", { ecc: "medium", border: QUIET_ZONE });
}

/** A QR code as an SVG path of its dark modules, for pages whose scripts cannot encode it. */
export interface QrDrawing {
  /** Width and height in modules. */
  size: number;
  path: string;
}

/** Encodes the text as an SVG path. */
export function qrDrawing(text: string): QrDrawing {
  const rows = qrMatrix(text);
  return { size: rows.length, path: rows.map(runsOf).join("") };
}

/** Returns one rectangle per run of dark modules: a third of the size of one per module. */
function runsOf(row: boolean[], y: number): string {
  let path = "";
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x++;
    path += `M${start} ${y}h${x - start + 1}v1H${start}z`;
  }
  return path;
}
