import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Preview,
  Section,
  Text,
} from "@react-email/components";
import type { Letter } from "./letter.ts";

/** The stocks' light paper: mail programs know no style sheets of ours, and few of them a dark theme. */
const PAPER: Record<string, string> = {
  marigold: "#f7cf78",
  coral: "#ffc4b5",
  rose: "#ffc1ce",
  iris: "#dbcaff",
  cobalt: "#bed5ff",
  lagoon: "#7ce6ff",
  mint: "#8decba",
  lime: "#c7e18a",
};

const INK = "#0e1d19";
const INK_2 = "#44544f";
const FONT = "'Instrument Sans', 'Helvetica Neue', Helvetica, Arial, sans-serif";

/** The ticket as a mail. */
export function TicketMail(letter: Letter) {
  const paper = PAPER[letter.stock] ?? PAPER.marigold;
  return (
    <Html lang="en">
      <Head />
      <Preview>{`${letter.title}, ${letter.when}`}</Preview>
      <Body
        style={{ backgroundColor: "#f8fbf9", color: INK, fontFamily: FONT, margin: 0, padding: "24px 12px" }}
      >
        <Container style={{ maxWidth: 520 }}>
          <Heading as="h1" style={{ fontSize: 28, letterSpacing: "-0.02em", margin: "0 0 16px" }}>
            {letter.headline}
          </Heading>
          <Section style={{ backgroundColor: paper, borderRadius: 14, padding: "24px 24px 20px" }}>
            <Text style={{ color: INK_2, fontSize: 14, margin: 0 }}>{letter.organization}</Text>
            <Heading
              as="h2"
              style={{ fontSize: 24, letterSpacing: "-0.02em", lineHeight: "1.1", margin: "4px 0 16px" }}
            >
              {letter.title}
            </Heading>
            <MailFact label="When" value={letter.when} note={letter.zone} />
            {letter.where ? <MailFact label="Where" value={letter.where} /> : null}
            <MailFact label="For" value={`${letter.name}, ${letter.seats}`} />
            <Hr style={{ border: "none", borderTop: `2px dashed ${INK_2}`, margin: "16px 0" }} />
            <Text style={{ color: INK_2, fontSize: 14, margin: 0 }}>Reference</Text>
            <Text style={{ fontFamily: "ui-monospace, Menlo, Consolas, monospace", fontSize: 22, margin: 0 }}>
              {letter.reference}
            </Text>
          </Section>
          <Text style={{ fontSize: 16, lineHeight: "1.55" }}>{letter.line}</Text>
          <Button
            href={letter.link}
            style={{
              backgroundColor: INK,
              borderRadius: 10,
              color: "#f8fbf9",
              fontWeight: 600,
              padding: "14px 20px",
            }}
          >
            {letter.linkText}
          </Button>
          <Text style={{ color: INK_2, fontSize: 14, lineHeight: "1.5" }}>{letter.closing}</Text>
        </Container>
      </Body>
    </Html>
  );
}

function MailFact({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <Text style={{ fontSize: 16, lineHeight: "1.4", margin: "0 0 8px" }}>
      <span style={{ color: INK_2, display: "block", fontSize: 14 }}>{label}</span>
      <strong>{value}</strong>
      {note ? <span style={{ color: INK_2, display: "block", fontSize: 14 }}>{note}</span> : null}
    </Text>
  );
}
