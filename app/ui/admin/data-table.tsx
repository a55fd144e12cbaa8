import type { ReactNode } from "react";

type Align = { /** Right-aligned, for numbers. */ numeric?: boolean };

/**
 * A table that scrolls horizontally with a sticky first column, and becomes a list of cards below 640 px. The scroll
 * container is focusable, so that the arrow keys reach the last column.
 */
export function DataTable({
  label,
  head,
  children,
}: {
  label: string;
  head: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="table-scroll" aria-label={label} tabIndex={0}>
      <table className="data-table" aria-label={label}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

/** A column's heading; `sort` is the current order of a sortable column. */
export function HeadCell({
  numeric,
  sort,
  children,
}: Align & { sort?: "ascending" | "descending" | "none"; children?: ReactNode }) {
  return (
    <th scope="col" aria-sort={sort} className={numeric ? "cell-numeric" : undefined}>
      {children}
    </th>
  );
}

/** One row. Its first cell should be a `Cell` with `first`, which is the row's heading. */
export function Row({ selected, children }: { selected?: boolean; children: ReactNode }) {
  return <tr data-selected={selected ? "true" : undefined}>{children}</tr>;
}

/** One cell; `label` repeats the column's heading on cards, and `wraps` allows more than one line. */
export function Cell({
  label,
  first,
  numeric,
  wraps,
  children,
}: Align & { label?: string; first?: boolean; wraps?: boolean; children?: ReactNode }) {
  const className = numeric ? "cell-numeric" : wraps ? "cell-wraps" : undefined;
  if (first) {
    return (
      <th scope="row" className="cell-first">
        {children}
      </th>
    );
  }
  return (
    <td data-label={label} className={className}>
      {children}
    </td>
  );
}
