import type { HTMLAttributes, ReactNode } from "react";

/** React 18 writes `className` on a custom element as it stands, so the attribute is `class` here. */
type CustomElement = Omit<HTMLAttributes<HTMLElement>, "className" | "style"> & {
  class?: string;
  children?: ReactNode;
  [data: `data-${string}`]: string | number | undefined;
};

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "copy-text": CustomElement;
      "error-focus": CustomElement;
      "form-guard": CustomElement;
      "keep-ticket": CustomElement;
      "print-page": CustomElement;
      "seat-stepper": CustomElement;
      "share-link": CustomElement;
      "show-code": CustomElement;
      "your-time": CustomElement;
    }
  }
}
