import { and, asc, eq, sql } from "drizzle-orm";
import { memberColumns, type TeamMember } from "#app/auth/team.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { holdsWords } from "#app/platform/text/holds-words.ts";
import { readQuery } from "#app/platform/text/search.ts";
import { members, users } from "#db/schema/index.ts";

export interface MemberList {
  members: TeamMember[];
  /** The member after whom the next page starts; undefined on the last page. */
  next: string | undefined;
}

export interface MembersQuery {
  text: string;
  after: string | undefined;
}

const PAGE_SIZE = 100;

/** Reads the search and the cursor of the list of members from a query string. Invalid values are ignored. */
export function readMembersQuery(query: URLSearchParams): MembersQuery {
  return { text: readQuery(query.get("q") ?? ""), after: query.get("after") ?? undefined };
}

/** Returns a page of the organisation's members whose names or addresses match, in the order of their names. */
export async function listMembers(ctx: Ctx, { text, after }: MembersQuery): Promise<MemberList> {
  const rows = await ctx.db
    .select(memberColumns)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(
      and(
        eq(members.organizationId, ctx.organizationId),
        holdsWords(sql`${users.name} || ' ' || ${users.email}`, text),
        after && isId(after) ? isAfter(after) : undefined,
      ),
    )
    .orderBy(asc(sql`lower(${users.name})`), asc(users.id))
    .limit(PAGE_SIZE + 1);
  const shown = rows.slice(0, PAGE_SIZE);
  return { members: shown, next: rows.length > PAGE_SIZE ? shown.at(-1)?.userId : undefined };
}

const isAfter = (id: string) =>
  sql`(lower(${users.name}), ${users.id}) > (select lower(last.name), last.id from users last where last.id = ${id})`;
