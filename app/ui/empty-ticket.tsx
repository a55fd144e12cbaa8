import type { ReactNode } from "react";
import { SeatGrid } from "./seats/seat-grid.tsx";

/** An empty state: the outline of a ticket with a title, one line and one action. */
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
  /** The title's element: a heading if the page has no other one. */
  as?: "p" | "h1" | "h2";
  /** The picture in place of the seats. */
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
