import type { ReactNode } from "react";
import { SeatGrid } from "./seats/seat-grid.tsx";

/** A list with nothing in it: a ticket that is not printed yet, one line, one way on. */
export function EmptyTicket({
  title,
  line,
  action,
  as: Title = "p",
  stub = <SeatGrid capacity={20} booked={0} held={0} />,
}: {
  title: string;
  line?: ReactNode;
  action?: ReactNode;
  /** What the title is: the page's own heading where nothing else is. */
  as?: "p" | "h1" | "h2";
  /** What is drawn where the seats would be. */
  stub?: ReactNode;
}) {
  return (
    <div className="empty-ticket">
      <div className="empty-main">
        <Title className="empty-title">{title}</Title>
        {line ? <div className="empty-line">{line}</div> : null}
        {action ? <div className="empty-action">{action}</div> : null}
      </div>
      <div className="empty-stub">{stub}</div>
    </div>
  );
}
