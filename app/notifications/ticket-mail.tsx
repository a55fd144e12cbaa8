import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Img,
  Link,
  Preview,
  Section,
  Text,
} from "@react-email/components";
import { PAPERS, stockOf } from "#app/ui/seats/stocks.ts";
import type { Letter, LetterCode, LetterFact, LetterTicket } from "./mail-content.ts";

const INK = "#0e1d19";
const INK_2 = "#44544f";
const FONT = "'Instrument Sans', 'Helvetica Neue', Helvetica, Arial, sans-serif";
const MONO = "ui-monospace, Menlo, Consolas, monospace";
const SMALL = { color: INK_2, fontSize: 14, lineHeight: "1.5", margin: 0 };
const WRAP = { overflowWrap: "anywhere" as const };

/** The tickets as a mail. */
export function TicketMail(letter: Letter) {
  const { headline, line, tickets, action, note, closing, locale } = letter;
  const [first] = tickets;
  return (
    <Html lang={locale}>
      <Head>
        <meta name="color-scheme" content="light" />
      </Head>
      <Preview>{first ? `${first.title}, ${first.facts[0]?.value ?? ""}` : headline}</Preview>
      <Body
        style={{ backgroundColor: "#f8fbf9", color: INK, fontFamily: FONT, margin: 0, padding: "24px 12px" }}
      >
        <Container style={{ maxWidth: 520 }}>
          <Heading as="h1" style={{ fontSize: 28, letterSpacing: "-0.02em", lineHeight: "1.1", margin: 0 }}>
            {headline}
          </Heading>
          <Text style={{ fontSize: 16, lineHeight: "1.5", margin: "8px 0 20px" }}>{line}</Text>
          {tickets.map((ticket) => (
            <PaperTicket key={ticket.reference} {...ticket} />
          ))}
          {action ? <MailButton {...action} /> : null}
          {note ? (
            <Section style={{ borderLeft: `4px solid ${INK}`, margin: "24px 0 0", padding: "0 0 0 16px" }}>
              <Text style={{ ...SMALL, fontWeight: 600 }}>{note.label}</Text>
              <Text style={{ ...WRAP, fontSize: 16, lineHeight: "1.5", margin: 0, whiteSpace: "pre-line" }}>
                {note.text}
              </Text>
            </Section>
          ) : null}
          {closing.map((words) => (
            <Text key={words} style={{ ...SMALL, margin: "20px 0 0" }}>
              {words}
            </Text>
          ))}
        </Container>
      </Body>
    </Html>
  );
}

function PaperTicket(ticket: LetterTicket) {
  const paper = PAPERS[stockOf(ticket)];
  return (
    <Section
      style={{ backgroundColor: paper, borderRadius: 14, marginBottom: 20, padding: "24px 24px 20px" }}
    >
      <Text style={SMALL}>{ticket.organization}</Text>
      <Heading
        as="h2"
        style={{
          ...WRAP,
          fontSize: 24,
          letterSpacing: "-0.02em",
          lineHeight: "1.1",
          margin: "4px 0 16px",
        }}
      >
        {ticket.title}
      </Heading>
      {ticket.facts.map((fact) => (
        <MailFact key={fact.label} {...fact} />
      ))}
      <Hr style={{ border: "none", borderTop: `2px dashed ${INK_2}`, margin: "16px 0" }} />
      <Text style={SMALL}>{ticket.referenceLabel}</Text>
      <Text style={{ fontFamily: MONO, fontSize: 22, lineHeight: "1.3", margin: 0 }}>{ticket.reference}</Text>
      {ticket.codes.map((code) => (
        <MailCode key={code.cid} {...code} />
      ))}
      {ticket.link ? (
        <Text style={{ fontSize: 16, margin: "12px 0 0" }}>
          <Link href={ticket.link.link} style={{ color: INK, fontWeight: 600, textDecoration: "underline" }}>
            {ticket.link.words}
          </Link>
        </Text>
      ) : null}
    </Section>
  );
}

function MailFact({ label, value, note, before }: LetterFact) {
  return (
    <Text style={{ ...WRAP, fontSize: 16, lineHeight: "1.4", margin: "0 0 8px" }}>
      <span style={{ color: INK_2, display: "block", fontSize: 14 }}>{label}</span>
      <strong style={{ whiteSpace: "pre-line" }}>{value}</strong>
      {note ? <span style={{ color: INK_2, display: "block", fontSize: 14 }}>{note}</span> : null}
      {before ? (
        <span style={{ color: INK_2, display: "block", fontSize: 14, whiteSpace: "pre-line" }}>{before}</span>
      ) : null}
    </Text>
  );
}

function MailCode({ words, link, cid }: LetterCode) {
  return (
    <Section style={{ marginTop: 16 }}>
      <Img
        src={`cid:${cid}`}
        alt={words}
        width={232}
        height={232}
        style={{ backgroundColor: "#ffffff", borderRadius: 10 }}
      />
      <Text style={{ ...WRAP, fontSize: 14, lineHeight: "1.5", margin: "6px 0 0" }}>
        <Link href={link} style={{ color: INK, textDecoration: "underline" }}>
          {words}
        </Link>
      </Text>
    </Section>
  );
}

function MailButton({ words, link }: { words: string; link: string }) {
  return (
    <Button
      href={link}
      style={{
        backgroundColor: INK,
        borderRadius: 10,
        color: "#f8fbf9",
        fontWeight: 600,
        padding: "14px 20px",
      }}
    >
      {words}
    </Button>
  );
}
