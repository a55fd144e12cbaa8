import type { QrDrawing } from "./qr-matrix.ts";

/** Draws a QR code: dark on white in every theme, as scanners require. `label` is its accessible name. */
export function QrSvg({ qr: { size, path }, label }: { qr: QrDrawing; label: string }) {
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
