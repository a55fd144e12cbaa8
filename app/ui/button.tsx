import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from "react";
import { useTarget } from "./outside-links.ts";

type ButtonKind = "primary" | "quiet" | "danger";
type Look = { kind?: ButtonKind /** Full width of its column. */; wide?: boolean };

/** The classes of a button, for a router's own link component. */
export function buttonClass({ kind = "primary", wide = false }: Look = {}, more = ""): string {
  return ["button", `button-${kind}`, wide ? "button-wide" : "", more].filter(Boolean).join(" ");
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> &
  Look & { /** Its text while the form is being submitted. */ busy?: string };

/** A button labelled with its action. Submits its form unless `type` is given. */
export function Button({ kind, wide, busy, className, type = "submit", ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass({ kind, wide }, className)} data-busy={busy} {...rest} />;
}

/** A link that looks like a button. It only navigates. */
export function ButtonLink({
  kind,
  wide,
  className,
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & Look) {
  return (
    <a className={buttonClass({ kind, wide }, className)} {...useTarget(rest.href)} {...rest}>
      {children}
    </a>
  );
}
