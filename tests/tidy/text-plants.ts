import type { Plants } from "./plant.ts";

/** Plants of the rule about text that people type. */
export const textPlants = {
  "text that people type is read by platform/text": {
    bad: [
      ["app/events/x.ts", "const email = z.email();"],
      ["app/events/x.ts", "const email = z.string().email();"],
      ["app/auth/x.server.ts", "const name = z.string({ error }).trim();"],
      ["app/api/x.ts", "const id = z.string().min(1).toLowerCase();"],
      ["app/routes/public/x.tsx", 'const email = String(form.get("email") ?? "").trim();'],
      ["app/checkout/x.ts", 'const email = textOf(typed, "email").toLowerCase();'],
      ["app/checkout/x.tsx", 'const seats = Math.trunc(Number(textOf(problem?.typed, "seats")));'],
      ["app/checkout/x.ts", "const seats = Number.parseInt(typed.seats, 10);"],
      ["app/events/x.ts", 'const at = new Date(String(form.get("startsAt")));'],
      ["app/desk/x.tsx", 'const text = typed.trim() || "…";'],
      ["app/api/x.ts", "const isEmail = /^[^@]+@[^@]+\\.[^@]+$/.test(id);"],
      ["app/embed/x.ts", "const isEmail = /@[^\\s.]+\\./.test(id);"],
    ],
    good: [
      ["app/events/x.ts", 'const title = text("admin.form.event.title", 200);'],
      ["app/events/x.ts", "const title = z.string().overwrite(oneLine).min(1);"],
      ["app/listing/x.ts", "const count = Number(row.count), at = new Date(row.at);"],
      ["app/api/x.ts", 'const tag = header.trim().replace(/^W\\//, "");'],
      ["app/platform/text/x.ts", "const plain = typed.trim().toLowerCase();"],
      ["app/elements/x.ts", "const address = typed.trim();"],
      ["app/host/x.ts", "const address = /^[^@]+@[^@]+$/;"],
      ["app/checkout/x.ts", 'const email = readEmail(textOf(typed, "email"));'],
      ["app/embed/x.ts", 'const key = emailOrText(textOf(typed, "email")).toLowerCase();'],
      ["app/checkout/x.test.ts", "const email = z.email();"],
    ],
  },
} satisfies Record<string, Plants>;
