import type { CSSProperties, ReactElement, ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server.browser";

/** The colours and font of emails, which support only inline styles; there is no dark mode. */
export const INK = "#0e1d19";
export const INK_2 = "#44544f";
const PAPER = "#f8fbf9";
const FONT = "'Instrument Sans', 'Helvetica Neue', Helvetica, Arial, sans-serif";

interface PartProps {
  style?: CSSProperties;
  children?: ReactNode;
}

/** Renders an email as HTML. With an XHTML doctype, because Outlook lays out tables by its rules. */
export function renderEmail(document: ReactElement): string {
  const doctype =
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';
  return doctype + renderToStaticMarkup(document);
}

/** Renders the email document: one column of at most 520 px. `preview` is the preview text in mail lists. */
export function EmailDocument({
  locale,
  preview,
  children,
}: {
  locale: string;
  preview?: string;
  children: ReactNode;
}) {
  return (
    <html lang={locale}>
      <head>
        <meta httpEquiv="Content-Type" content="text/html; charset=UTF-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="x-apple-disable-message-reformatting" />
        <meta name="color-scheme" content="light" />
      </head>
      <body style={{ backgroundColor: PAPER, color: INK, fontFamily: FONT, margin: 0, padding: "24px 12px" }}>
        {preview === undefined ? null : (
          <div style={{ display: "none", maxHeight: 0, maxWidth: 0, opacity: 0, overflow: "hidden" }}>
            {preview.slice(0, 200)}
          </div>
        )}
        <EmailSection align="center" style={{ maxWidth: 520 }}>
          {children}
        </EmailSection>
      </body>
    </html>
  );
}

/** Renders a block as a table of one cell, since Outlook supports widths and backgrounds only on tables. */
export function EmailSection({ style, align, children }: PartProps & { align?: "center" }) {
  return (
    <table
      align={align}
      width="100%"
      border={0}
      cellPadding="0"
      cellSpacing="0"
      role="presentation"
      // Rounded corners need separate borders.
      style={{ borderCollapse: "separate", ...style, padding: undefined }}
    >
      <tbody>
        <tr>
          <td style={{ padding: style?.padding }}>{children}</td>
        </tr>
      </tbody>
    </table>
  );
}

export function EmailText({ style, children }: PartProps) {
  return <p style={{ fontSize: 16, lineHeight: "1.5", margin: "16px 0", ...style }}>{children}</p>;
}

export function EmailLink({ href, style, children }: PartProps & { href: string }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" style={{ color: INK, ...style }}>
      {children}
    </a>
  );
}

/** Renders the primary action. The padding is on the cell, since Outlook drops that of links. */
export function EmailButton({ href, children }: { href: string; children: ReactNode }) {
  return (
    <table
      border={0}
      cellPadding="0"
      cellSpacing="0"
      role="presentation"
      style={{ borderCollapse: "separate" }}
    >
      <tbody>
        <tr>
          <td style={{ backgroundColor: INK, borderRadius: 10, padding: "14px 20px" }}>
            <EmailLink href={href} style={{ color: PAPER, fontWeight: 600, textDecoration: "none" }}>
              {children}
            </EmailLink>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
