import type { ReactNode } from "react";
import type { Tone } from "./notice.tsx";

/** A state as a word with a coloured dot. The word has the meaning; the dot helps to scan a list. */
export function StateMark({ tone, children }: { tone: Tone | "neutral"; children: ReactNode }) {
  return (
    <span className="state" data-tone={tone}>
      {children}
    </span>
  );
}
