import { qrDrawing } from "./qr-matrix.ts";
import { QrSvg } from "./qr-svg.tsx";

/** The QR code of a text. `label` is its accessible name. */
export function QrCode({ text, label }: { text: string; label: string }) {
  return <QrSvg qr={qrDrawing(text)} label={label} />;
}
