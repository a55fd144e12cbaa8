import type { ReactNode } from "react";
import { languageOfWords } from "#app/platform/text/language.ts";
import type { Stock } from "./seats/stocks.ts";

type TicketProps = {
  stock: Stock;
  /** What it is: title, facts. */
  main: ReactNode;
  /** The act: seats and the button. Without it the ticket is one panel without a tear line. */
  stub?: ReactNode;
  as?: "section" | "article" | "div" | "li";
  /** Names the ticket for assistive technology where it is a landmark of its own. */
  label?: string;
  /** Tighter, with a small title: the strip above a form, a ticket in a list. */
  compact?: boolean;
  /** The id of the event on it: from page to page the ticket of an event turns into itself. */
  event?: string;
  /** The booking is made: the stub has come off, moving once where motion is welcome. */
  torn?: boolean;
};

/** The paper ticket: two panels, notched and dashed where the stub tears off. */
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

/** The title printed on a ticket, the page's h1 unless `as` says otherwise, under the organiser's name. */
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

/** Titles that would fill the ticket, or hold a word wider than a phone, are printed smaller. */
function isLong(title: ReactNode): boolean {
  return (
    typeof title === "string" && (title.length > 48 || title.split(/\s/).some((word) => word.length > 17))
  );
}
