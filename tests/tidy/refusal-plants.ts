import type { Plants } from "./plant.ts";

const ENGINE = 'import { cancel } from "#app/booking/commands.server.ts";';

/** Plants of the rules about refusals and the results of commands. */
export const refusalPlants = {
  "commands return one shape of result": {
    bad: [
      [
        "app/events/x.server.ts",
        "export const A = 1;\nexport async function save(ctx: Ctx): Promise<boolean> { await ctx.db.update(events); }",
      ],
      [
        "app/events/x.server.ts",
        "export function save(ctx: Ctx): Promise<string | undefined> { return transact(ctx, work); }",
      ],
      [
        "app/desk/x.server.ts",
        `${ENGINE}\ntype Ended = { ok: boolean };\nexport async function end(ctx: Ctx): Promise<Ended> { await cancel(ctx, id); }`,
      ],
      ["app/embed/x.server.ts", "export async function drop(ctx: Ctx) { await ctx.db.delete(embeds); }"],
    ],
    good: [
      [
        "app/events/x.server.ts",
        'export async function save(ctx: Ctx): Promise<CommandResult<"REMOVED">> { await ctx.db.update(events); }',
      ],
      [
        "app/events/x.server.ts",
        "export type Saved = CommandResult<never>;\nexport function save(ctx: Ctx): Promise<Saved> { return transact(ctx, work); }",
      ],
      [
        "app/events/x.server.ts",
        "export async function note(ctx: Ctx): Promise<void> { await ctx.db.insert(seen); }",
      ],
      [
        "app/events/x.server.ts",
        "export async function find(ctx: Ctx): Promise<boolean> { memory.delete(ctx); }",
      ],
      [
        "app/events/x.server.ts",
        "export async function step(tx: TxCtx): Promise<boolean> { await tx.tx.insert(seen); }",
      ],
    ],
  },
  "the HTTP status of a refusal is in one table": {
    bad: [
      ["app/routes/admin/x.tsx", "const a = data({ errors }, { status: 422 });"],
      ["app/routes/admin/x.tsx", "const a = data({ errors }, 409);"],
      ["app/compose/x.ts", 'const a = c.text("Gone", 410);'],
      ["app/routes/auth/x.tsx", "return no(429, errors);"],
      ["app/host/http/x.ts", "response.writeHead(503);"],
      ["app/self-service/x.ts", "type Answer = { status: 409 | 503 };"],
      ["app/self-service/x.ts", "const a = (title: string, status: 409 | 503) => ({ title, status });"],
      ["app/self-service/x.ts", "const a = (title: string, status = 409) => ({ title, status });"],
      ["app/api/x.ts", "const a = { status: isPaused ? 503 : known ?? 409 };"],
      ["app/api/x.ts", "const status = 404;"],
      ["app/embed/x.ts", 'const a = { 403: "FORBIDDEN" };'],
      ["app/ui/x.ts", "const PROBLEMS = { notFound: 404, removed: 410 };"],
    ],
    good: [
      ["app/platform/refusals.ts", "const a = { status: 404 };"],
      ["app/api/x.ts", "const a = { answers: { 200: one, 404: { description } }, status: statusOf(code) };"],
      ["app/webhooks/x.ts", "const isOver = status === 410 || status >= 500;"],
      ["app/events/x.ts", "const a = { longest: 500, status: 200, height: 400 };"],
      ["tests/api/x.test.ts", "expect(response).toMatchObject({ status: 404 });"],
    ],
  },
} satisfies Record<string, Plants>;
