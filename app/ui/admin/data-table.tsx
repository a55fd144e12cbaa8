import type { ReactNode } from "react";

type Align = { /** Right-aligned, for numbers. */ numeric?: boolean };

/**
 * A table that scrolls sideways with its first column in place, and becomes a list of cards below 640 px. The part that
 * scrolls takes the focus, so that the arrow keys reach its last column.
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

/** A column's heading; `sort` says how the column is sorted now, where it can be. */
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

/** One row. The first cell in it should be a `Cell` with `first`, which names the row. */
export function Row({ selected, children }: { selected?: boolean; children: ReactNode }) {
  return <tr data-selected={selected ? "true" : undefined}>{children}</tr>;
}

/** A value; `label` repeats the column's heading on cards, and `wraps` is for words that may take more than one line. */
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
