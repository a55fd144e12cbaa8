import {
  EmailButton,
  EmailDocument,
  EmailLink,
  EmailSection,
  EmailText,
  INK,
  INK_2,
} from "#app/mail/email-parts.tsx";
import { isolated } from "#app/platform/text/direction.ts";
import { languageOfWords } from "#app/platform/text/language.ts";
import { STOCK_COLOURS, stockOf } from "#app/ui/seats/stocks.ts";
import type { MailCode, MailContent, MailFact, MailTicketContent } from "./mail-content.ts";

const MONO = "ui-monospace, Menlo, Consolas, monospace";
const SMALL = { color: INK_2, fontSize: 14, lineHeight: "1.5", margin: 0 };
const WRAP = { overflowWrap: "anywhere" as const };

/** Renders the tickets of a booking, or of several, as an email. */
export function TicketMail(content: MailContent) {
  const { headline, line, tickets, action, note, closing, locale } = content;
  const [first] = tickets;
  return (
    <EmailDocument
      locale={locale}
      preview={first ? `${isolated(first.title)}, ${isolated(first.facts[0]?.value ?? "")}` : headline}
    >
      <h1 style={{ fontSize: 28, letterSpacing: "-0.02em", lineHeight: "1.1", margin: 0 }}>{headline}</h1>
      <EmailText style={{ fontSize: 16, lineHeight: "1.5", margin: "8px 0 20px" }}>{line}</EmailText>
      {tickets.map((ticket) => (
        <PaperTicket key={ticket.reference} {...ticket} />
      ))}
      {action ? <EmailButton href={action.link}>{action.words}</EmailButton> : null}
      {note ? (
        <EmailSection style={{ borderLeft: `4px solid ${INK}`, margin: "24px 0 0", padding: "0 0 0 16px" }}>
          <EmailText style={{ ...SMALL, fontWeight: 600 }}>{note.label}</EmailText>
          <EmailText style={{ ...WRAP, fontSize: 16, lineHeight: "1.5", margin: 0, whiteSpace: "pre-line" }}>
            <span dir="auto" lang={languageOfWords(note.text)}>
              {note.text}
            </span>
          </EmailText>
        </EmailSection>
      ) : null}
      {closing.map((words) => (
        <EmailText key={words} style={{ ...SMALL, margin: "20px 0 0" }}>
          {words}
        </EmailText>
      ))}
    </EmailDocument>
  );
}

function PaperTicket(ticket: MailTicketContent) {
  const paper = STOCK_COLOURS[stockOf(ticket)];
  return (
    <EmailSection
      style={{ backgroundColor: paper, borderRadius: 14, marginBottom: 20, padding: "24px 24px 20px" }}
    >
      <EmailText style={SMALL}>
        <span dir="auto" lang={languageOfWords(ticket.organization)}>
          {ticket.organization}
        </span>
      </EmailText>
      <h2
        dir="auto"
        lang={languageOfWords(ticket.title)}
        style={{
          ...WRAP,
          fontSize: 24,
          letterSpacing: "-0.02em",
          lineHeight: "1.1",
          margin: "4px 0 16px",
        }}
      >
        {ticket.title}
      </h2>
      {ticket.facts.map((fact) => (
        <FactRow key={fact.label} {...fact} />
      ))}
      <hr style={{ border: "none", borderTop: `2px dashed ${INK_2}`, margin: "16px 0" }} />
      <EmailText style={SMALL}>{ticket.referenceLabel}</EmailText>
      <EmailText style={{ fontFamily: MONO, fontSize: 22, lineHeight: "1.3", margin: 0 }}>
        {ticket.reference}
      </EmailText>
      {ticket.codes.map((code) => (
        <CodeRow key={code.cid} {...code} />
      ))}
      {ticket.link ? (
        <EmailText style={{ fontSize: 16, margin: "12px 0 0" }}>
          <EmailLink
            href={ticket.link.link}
            style={{ color: INK, fontWeight: 600, textDecoration: "underline" }}
          >
            {ticket.link.words}
          </EmailLink>
        </EmailText>
      ) : null}
    </EmailSection>
  );
}

function FactRow({ label, value, link, note, before }: MailFact) {
  return (
    <EmailText style={{ ...WRAP, fontSize: 16, lineHeight: "1.4", margin: "0 0 8px" }}>
      <span style={{ color: INK_2, display: "block", fontSize: 14 }}>{label}</span>
      <strong dir="auto" lang={languageOfWords(value)} style={{ whiteSpace: "pre-line" }}>
        {link ? (
          <EmailLink href={link} style={{ color: INK, textDecoration: "underline" }}>
            {value}
          </EmailLink>
        ) : (
          value
        )}
      </strong>
      {note ? <span style={{ color: INK_2, display: "block", fontSize: 14 }}>{note}</span> : null}
      {before ? (
        <span style={{ color: INK_2, display: "block", fontSize: 14, whiteSpace: "pre-line" }}>{before}</span>
      ) : null}
    </EmailText>
  );
}

function CodeRow({ words, link, cid }: MailCode) {
  return (
    <EmailSection style={{ marginTop: 16 }}>
      <img
        src={`cid:${cid}`}
        alt={words}
        width={232}
        height={232}
        style={{ backgroundColor: "#ffffff", borderRadius: 10, display: "block" }}
      />
      <EmailText style={{ ...WRAP, fontSize: 14, lineHeight: "1.5", margin: "6px 0 0" }}>
        <EmailLink href={link} style={{ color: INK, textDecoration: "underline" }}>
          {words}
        </EmailLink>
      </EmailText>
    </EmailSection>
  );
}
