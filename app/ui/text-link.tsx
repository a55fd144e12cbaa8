import type { AnchorHTMLAttributes } from "react";
import { useTarget } from "./outside-links.ts";

/** A link in running text or on its own line; always underlined. */
export function TextLink({ className, children, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a className={className ? `link ${className}` : "link"} {...useTarget(rest.href)} {...rest}>
      {children}
    </a>
  );
}
