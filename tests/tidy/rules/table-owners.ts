import ts from "typescript";
import { homeOf } from "./modules.ts";
import { inspect, isCode, isTest, literalText, type Rule } from "./source-file.ts";

/** Each table and the one module that writes it. Others call a command of that module. */
export const TABLE_OWNERS: Record<string, string> = {
  account_links: "auth",
  account_mails: "mail",
  answers: "booking",
  api_keys: "organizations",
  audit_log: "audit-log",
  booking_lines: "booking",
  bookings: "booking",
  client_counts: "analytics",
  client_cursors: "analytics",
  clients: "analytics",
  embed_installs: "embed",
  embeds: "embed",
  event_members: "auth",
  events: "events",
  form_answers: "admin",
  history: "booking",
  idempotency_keys: "booking",
  invitations: "auth",
  kept_answers: "booking",
  ledger: "booking",
  link_tokens: "booking",
  mails: "mail",
  members: "auth",
  organizations: "organizations",
  outbox: "booking",
  people: "booking",
  person_limits: "booking",
  questions: "questions",
  recovery_codes: "auth",
  rejection_counts: "analytics",
  rejection_cursors: "analytics",
  reservations: "booking",
  resource_days: "booking",
  resources: "booking",
  session_resources: "events",
  sessions: "events",
  settings: "organizations",
  sign_ins: "auth",
  slugs: "organizations",
  tasks: "tasks",
  tickets: "attendees",
  users: "auth",
  webhook_attempts: "webhooks",
  webhook_deliveries: "webhooks",
  webhook_endpoints: "webhooks",
};

const WRITES_IN_SQL = /\b(?:insert\s+into|update|delete\s+from)\s+"?([a-z_]+)"?/gi;

/** A table is written by one module. */
export const tableOwners: Rule = (files) =>
  files
    .filter((file) => isCode(file.path) && file.path.startsWith("app/") && !isTest(file.path))
    .flatMap((file) =>
      inspect(file, (node) => {
        const foreign = tablesWritten(node).find((table) => {
          const owner = TABLE_OWNERS[table];
          return owner !== undefined && homeOf(file.path) !== `app/${owner}`;
        });
        return foreign && `${foreign} is written by app/${TABLE_OWNERS[foreign]} alone: call its command`;
      }),
    );

/** Returns the tables that a node writes, by Drizzle or in SQL, under their names in the database. */
function tablesWritten(node: ts.Node): string[] {
  const words = literalText(node);
  if (words !== undefined) return [...words.matchAll(WRITES_IN_SQL)].map(([, table = ""]) => table);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  if (!/^(insert|update|delete)$/.test(node.expression.name.text)) return [];
  const [table] = node.arguments;
  return table && ts.isIdentifier(table) ? [snakeCase(table.text)] : [];
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
