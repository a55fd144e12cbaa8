import type { AnchorHTMLAttributes } from "react";
import { useTarget } from "./outside-links.ts";

type TextLinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  /** Whether it is on a separate line, as high as a button. */
  alone?: boolean;
};

/** An underlined link, in running text or on a separate line. */
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
