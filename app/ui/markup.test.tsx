import { Calendar } from "lucide-react";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AdminFrame } from "./admin/admin-frame.tsx";
import { CapacityBar } from "./admin/capacity-bar.tsx";
import { Cell, DataTable, HeadCell, Row } from "./admin/data-table.tsx";
import { Button, ButtonLink } from "./button.tsx";
import { EmptyTicket } from "./empty-ticket.tsx";
import { Facts } from "./facts.tsx";
import { ErrorSummary } from "./forms/error-summary.tsx";
import { CheckField, Field, Select, TextArea } from "./forms/field.tsx";
import { Notice } from "./notice.tsx";
import { PageTitle } from "./page-title.tsx";
import { Prose } from "./prose.tsx";
import { PublicFrame } from "./public-frame.tsx";
import { Reference } from "./reference.tsx";
import { SeatGrid } from "./seats/seat-grid.tsx";
import { SeatKey } from "./seats/seat-key.tsx";
import { Stepper } from "./seats/stepper.tsx";
import { StockChip } from "./seats/stock-chip.tsx";
import { StateMark } from "./state-mark.tsx";
import { TextLink } from "./text-link.tsx";
import { Ticket, TicketTitle } from "./ticket.tsx";

const html = (element: ReactElement) => renderToStaticMarkup(element);
const count = (text: string, part: string) => text.split(part).length - 1;

describe("the seat grid", () => {
  it("draws every seat up to sixty, and a bar from sixty-one on", () => {
    const sixty = html(<SeatGrid capacity={60} booked={31} held={7} />);
    expect(count(sixty, 'data-seat="booked"')).toBe(31);
    expect(count(sixty, 'data-seat="held"')).toBe(7);
    expect(count(sixty, 'data-seat="free"')).toBe(22);
    const bar = html(<SeatGrid capacity={61} booked={31} held={7} />);
    expect(bar).not.toContain("data-seat");
    expect(bar).toContain('class="seat-bar-booked" width="50.82%"');
  });

  it("is hidden from assistive technology, because the key has the same numbers as text", () => {
    expect(html(<SeatGrid capacity={20} booked={1} held={0} />)).toMatch(/^<div[^>]* aria-hidden="true"/);
    expect(html(<SeatKey booked={15} held={2} />)).toContain("15 booked, 2 being booked right now");
    expect(html(<SeatKey booked={3} held={0} />)).toContain(">3 booked<");
    expect(html(<SeatKey booked={0} held={0} />)).toBe('<p class="seat-key"></p>');
  });
});

describe("the stepper", () => {
  const stepper = html(
    <Stepper
      label="Seats"
      name="quantity"
      defaultValue={2}
      min={1}
      max={3}
      fewer="Remove one seat"
      more="Add one seat"
      cta={{ id: "book", one: "Book {n} seat", many: "Book {n} seats" }}
    />,
  );

  it("is a numeric input with its limits, usable without scripts", () => {
    expect(stepper).toMatch(/<label[^>]* for="quantity"/);
    const input = /<input[^>]*>/.exec(stepper)?.[0];
    for (const attribute of [
      'type="text"',
      'inputMode="numeric"',
      'id="quantity"',
      'name="quantity"',
      'value="2"',
      'min="1"',
      'max="3"',
    ])
      expect(input).toContain(attribute);
  });

  it("passes the id of the button that repeats the number to the element", () => {
    expect(stepper).toMatch(/^<seat-stepper class="stepper" data-cta="#book"/);
    expect(stepper).toContain('data-many="Book {n} seats"');
  });
});

describe("a field", () => {
  it("points from the control to its hint and its errors", () => {
    const field = html(
      <Field label="E-mail" name="email" type="email" hint="Why we ask" errors={["It has no @."]} />,
    );
    expect(field).toContain('aria-describedby="email-hint email-error" aria-invalid="true"');
    expect(field).toContain('id="email-hint"');
    expect(field).toContain('id="email-error"');
    expect(field).toContain('type="email"');
  });

  it("is required unless it is marked optional", () => {
    expect(html(<Field label="Name" name="name" />)).toContain("required");
    const optional = html(<Field label="Name" name="name" optional />);
    expect(optional).toContain(" (optional)");
    expect(optional).not.toContain("required");
  });
});

describe("the error summary", () => {
  it("links to each field, and lists errors of the entire form without a link", () => {
    const summary = html(
      <ErrorSummary title="Look again" errors={{ "answers[0]": ["Too long"], "": ["Closed"], x: null }} />,
    );
    expect(summary).toContain('<a href="#answers%5B0%5D">Too long</a>');
    expect(summary).toContain("<li>Closed</li>");
  });

  it("is empty without errors", () => {
    expect(html(<ErrorSummary title="Look again" errors={{ name: [] }} />)).toBe("");
    expect(html(<ErrorSummary title="Look again" errors={undefined} />)).toBe("");
  });
});

it("groups a reference for reading aloud", () => {
  expect(html(<Reference value="K7F2QM4X" />)).toContain("K7F2-QM4X");
});

it("emits no style attribute anywhere, which the content security policy would block", () => {
  const everything = html(
    <PublicFrame home="/" organisation="A" account={<TextLink href="/find">Find my booking</TextLink>}>
      <Ticket
        stock="marigold"
        torn
        main={
          <>
            <TicketTitle by="A">{"A long title ".repeat(9)}</TicketTitle>
            <Facts items={[{ label: "When", value: "Now", note: "GMT" }]} />
          </>
        }
        stub="3 seats left"
      />
      <SeatKey booked={9} held={3} />
      <SeatGrid capacity={60} booked={9} held={3} />
      <SeatGrid capacity={10_000} booked={9} held={3} />
      <Stepper
        {...{ label: "Seats", name: "n", defaultValue: 1, min: 1, max: 2, fewer: "Fewer", more: "More" }}
        errors={["Too many"]}
      />
      <Field label="a" name="a" errors={["Wrong"]} hint="b" />
      <TextArea label="b" name="b" />
      <Select label="c" name="c" />
      <CheckField label="d" name="d" />
      <Button kind="danger">Cancel booking</Button>
      <ButtonLink href="/">Back</ButtonLink>
      <ErrorSummary title="e" errors={{ a: ["Wrong"] }} />
      <Notice tone="ok" title="f" />
      <EmptyTicket title="g" />
      <StateMark tone="warn">h</StateMark>
      <StockChip stock="lime" />
      <CapacityBar capacity={40} booked={37} held={1} />
      <Reference value="K7F2QM4X" />
      <PageTitle>i</PageTitle>
      <Prose html="<p>k</p>" />
      <DataTable label="l" head={<HeadCell>m</HeadCell>}>
        <Row>
          <Cell first>n</Cell>
        </Row>
      </DataTable>
    </PublicFrame>,
  );
  const admin = html(
    <AdminFrame organisation="A" nav={[{ to: "/admin", label: "Events", icon: Calendar }]} person="B">
      C
    </AdminFrame>,
  );
  expect(everything).not.toContain("style=");
  expect(admin).not.toContain("style=");
  const sources = import.meta.glob<string>("./*.tsx", { query: "?raw", import: "default", eager: true });
  for (const [file, source] of Object.entries(sources))
    if (!file.includes(".test.")) expect(source, file).not.toMatch(/\bstyle=/);
  // React 18 renders className on a custom element as the attribute "classname".
  expect(everything).not.toMatch(/classname=/i);
});
