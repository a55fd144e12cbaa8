import type { AnchorHTMLAttributes } from "react";
import { useTarget } from "./outside-links.ts";

type TextLinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  /** It stands in a line of its own, and is as high as a button. */
  alone?: boolean;
};

/** A link in running text or on its own line; always underlined. */
export function TextLink({ className, alone, children, ...rest }: TextLinkProps) {
  return (
    <a
      className={["link", alone && "link-alone", className].filter(Boolean).join(" ")}
      {...useTarget(rest.href)}
      {...rest}
    >
      {children}
    </a>
  );
}
