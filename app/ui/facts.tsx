import type { ReactNode } from "react";

export type Fact = { label: string; value: ReactNode; note?: ReactNode };

/** When, where, price: the definition list of a ticket. */
export function Facts({ items }: { items: Fact[] }) {
  return (
    <dl className="facts">
      {items.map((item) => (
        <div key={item.label} className="fact">
          <dt>{item.label}</dt>
          <dd>
            <bdi>{item.value}</bdi>
            {item.note ? <span className="fact-note">{item.note}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
