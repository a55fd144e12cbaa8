import { qrMatrix } from "./qr-matrix.ts";

/** A QR code: dark on white in every theme, as scanners require. `label` is its accessible name. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = qrMatrix(text);
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={rows.length} height={rows.length} fill="#fff" />
      <path d={rows.map(runsOf).join("")} fill="#000" />
    </svg>
  );
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
