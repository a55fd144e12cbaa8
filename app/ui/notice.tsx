import type { ReactNode } from "react";

export type Tone = "ok" | "warn" | "bad" | "info";

/** A message in the page: the situation and the next step. `live` announces it when it appears without a page load. */
export function Notice({
  tone,
  title,
  live,
  children,
}: {
  tone: Tone;
  title?: ReactNode;
  live?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className="notice" data-tone={tone} role={live ? "status" : undefined}>
      {title ? <p className="notice-title">{title}</p> : null}
      {children ? <div className="notice-body">{children}</div> : null}
    </div>
  );
}
