import type { Plants } from "./plant.ts";

/** Plants of the rules about words: the texts of organisers' pages, and comments. */
export const wordPlants = {
  "comments are free of foreign idioms": {
    bad: [
      ["app/desk/x.ts", "/** Returns what a booking is made of. */\n/** What the page shows. */"],
      ["app/desk/x.ts", "// Who may read it."],
      ["db/x.ts", "const a = 1;\n // It is shown to whoever comes first."],
      ["app/desk/x.ts", "/**\n * Attendees are told of it."],
      ["vite/x.ts", "/** Tells browsers what to load. */"],
      ["app/desk/x.ts", "/** Statistics, one row a session. */"],
      ["app/desk/x.ts", "/** Something of ours failed. */"],
      ["app/desk/x.ts", "/** There is no such call. */"],
      ["app/desk/x.ts", "// It is refused for want of a connection."],
      ["app/desk/x.ts", "/** The locale of who asks. */"],
      ["app/desk/x.ts", "/** The address was put right before. */"],
    ],
    good: [
      ["app/desk/x.ts", "/** Returns what the page shows of a session. */\nconst told = 1;"],
      ["app/desk/x.ts", "// The two are told apart by their kind, at most 60 bookings an hour."],
      ["app/i18n/messages/x/en.ts", 'const a = { key: "What is it? Whoever comes" };'],
      ["app/desk/x.ts", "/** What happens if both arrive? The first one wins. */"],
    ],
  },
  "texts of organisers' pages come from the catalogue": {
    bad: [
      ["app/desk/x.tsx", "const a = <p>Bookings</p>;"],
      ["app/routes/admin/x.tsx", "const a = (\n  <p>{count} left</p>);"],
      ["app/auth/x.tsx", 'const a = <Field label="Name" />;'],
      ["app/embed/admin/x.tsx", 'const a = <iframe title="Preview" />;'],
      ["app/webhooks/x.tsx", 'const a = <nav aria-label="Parts" />;'],
      ["app/routes/auth/x.tsx", 'const a = <input placeholder="Your name" />;'],
      ["app/routes/unaddressed-admin/x.tsx", 'const a = <img alt="Seats" />;'],
      ["app/ui/admin/x.tsx", 'const a = <span>{done ? "Copied" : children}</span>;'],
      ["app/desk/x.tsx", 'const a = <h2>{state === "draft" && "Draft"}</h2>;'],
      ["app/events/editor/x.tsx", `const a = <Page title={\`Edit \${title}\`} />;`],
      ["app/events/editor/x.tsx", 'const a = <Page line={(late ? "" : "In time")} />;'],
      ["app/notifications/mailbox-page.tsx", "const a = <li>To</li>;"],
      ["app/desk/x.tsx", "const a = <b>Für Größe</b>;"],
    ],
    good: [
      ["app/desk/x.tsx", `const a = <p title={t("admin.x")}>{t("admin.y")} · {count} / {\`\${most}\`}</p>;`],
      ["app/desk/x.tsx", 'const a = <p className="page-line">{state === "draft" ? t("a") : null}</p>;'],
      ["app/webhooks/x.tsx", 'const a = <Field placeholder="https://example.org/hooks" />;'],
      ["app/webhooks/x.tsx", 'const a = <pre>POST /hooks</pre>, b = <code>{"booking.held"}</code>;'],
      ["app/ui/admin/x.tsx", "const a = <span>Reservo</span>;"],
      ["app/checkout/x.tsx", "const a = <p>Not of the admin</p>;"],
      ["app/desk/x.test.tsx", "const a = <p>A test</p>;"],
    ],
  },
} satisfies Record<string, Plants>;
