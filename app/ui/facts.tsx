import type { ReactNode } from "react";
import { isolated } from "#app/platform/text/direction.ts";
import { languageOfWords } from "#app/platform/text/language.ts";

export type Fact = { label: string; value: ReactNode; note?: ReactNode };

/** The definition list of a ticket: date, place, price. */
export function Facts({ items }: { items: Fact[] }) {
  return (
    <dl className="facts">
      {items.map((item) => (
        <div key={item.label} className="fact">
          <dt>{isolated(item.label)}</dt>
          <dd>
            <bdi lang={typeof item.value === "string" ? languageOfWords(item.value) : undefined}>
              {item.value}
            </bdi>
            {item.note ? <span className="fact-note">{item.note}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
