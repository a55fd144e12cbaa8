import type { ReactNode } from "react";
import { languageOfWords } from "#app/platform/text/language.ts";
import type { Stock } from "./seats/stocks.ts";

type TicketProps = {
  stock: Stock;
  /** The main panel: title and facts. */
  main: ReactNode;
  /** The stub: seats and the button. Without it the ticket is one panel without a tear line. */
  stub?: ReactNode;
  as?: "section" | "article" | "div" | "li";
  /** Accessible name, which makes the ticket a landmark. */
  label?: string;
  /** Tighter, with a small title, for the strip above a form or a ticket in a list. */
  compact?: boolean;
  /** The event's id, which lets the page transition morph the event's ticket. */
  event?: string;
  /** Shows the stub detached, after booking; animated unless the visitor prefers reduced motion. */
  torn?: boolean;
};

/** A paper ticket: two panels, with notches and a dashed tear line between them. */
export function Ticket({ stock, main, stub, as: Tag = "section", label, compact, event, torn }: TicketProps) {
  const classes = ["ticket", stub ? "ticket-two" : "", compact ? "ticket-compact" : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <Tag
      className={classes}
      data-stock={stock}
      data-event={event && `event-${event}`}
      data-torn={torn ? "true" : undefined}
      aria-label={label}
    >
      <div className="ticket-panel ticket-main">{main}</div>
      {stub ? <div className="ticket-panel ticket-stub">{stub}</div> : null}
    </Tag>
  );
}

type TicketTitleProps = { by?: ReactNode; as?: "h1" | "h2" | "h3" | "p"; lang?: string; children: ReactNode };

/** The title of a ticket, below the organiser's name. The page's h1 unless `as` is given. */
export function TicketTitle({ by, as: Tag = "h1", lang, children }: TicketTitleProps) {
  const language = typeof children === "string" ? languageOfWords(children, lang) : lang;
  return (
    <>
      {by ? (
        <p className="ticket-by">
          <bdi lang={typeof by === "string" ? languageOfWords(by) : undefined}>{by}</bdi>
        </p>
      ) : null}
      <Tag className="ticket-title" lang={language} data-long={isLong(children) ? "true" : undefined}>
        <bdi>{children}</bdi>
      </Tag>
    </>
  );
}

/** Returns whether a title needs a smaller size: it would fill the ticket, or has a word wider than a phone's screen. */
function isLong(title: ReactNode): boolean {
  return (
    typeof title === "string" && (title.length > 48 || title.split(/\s/).some((word) => word.length > 17))
  );
}
