import type { HTMLAttributes, ReactNode } from "react";

/** React 18 renders `className` on a custom element verbatim, so the attribute is `class` here. */
type CustomElement = Omit<HTMLAttributes<HTMLElement>, "className" | "style"> & {
  class?: string;
  children?: ReactNode;
  [data: `data-${string}`]: string | number | undefined;
};

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "copy-text": CustomElement;
      "email-hint": CustomElement;
      "error-focus": CustomElement;
      "form-guard": CustomElement;
      "hold-countdown": CustomElement;
      "keep-ticket": CustomElement;
      "live-seats": CustomElement;
      "offline-bar": CustomElement;
      "print-page": CustomElement;
      "seat-stepper": CustomElement;
      "share-link": CustomElement;
      "show-code": CustomElement;
      "sticky-book": CustomElement;
      "try-again": CustomElement;
      "your-time": CustomElement;
    }
  }
}
