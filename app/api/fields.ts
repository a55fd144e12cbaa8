import { z } from "@hono/zod-openapi";
import { isStorableInstant } from "#app/platform/instants.ts";
import { readEmail } from "#app/platform/text/email.ts";
import { isStorable, severalLines } from "#app/platform/text/normalise.ts";
import { LATEST_INSTANT_MS } from "#db/instants.ts";

/** Schemas shared by endpoints. The same schemas validate requests and generate the OpenAPI document. */

const NAME = /^[A-Za-z0-9._@+-]{1,100}$/;
const NAME_WORDS = "must be 1 to 100 letters, digits, or . _ - @ +";

export const ResourceId = z
  .string()
  .regex(NAME, NAME_WORDS)
  .openapi({ description: "Unique in the organisation.", example: "room-1" });

/** A client id: a name (see `NAME`), kept as sent, or an email address, whose domain is normalised to lower-case ASCII. */
export const ClientId = z
  .string()
  .transform((text) => {
    const read = NAME.test(text) ? undefined : readEmail(text);
    return read?.ok ? read.email : text;
  })
  .refine(
    (id) => NAME.test(id) || readEmail(id).ok,
    `${NAME_WORDS}, or an email address of up to 254 characters`,
  )
  .openapi({
    type: "string",
    description:
      "Your identifier for the person who books: 1 to 100 letters, digits, or . _ - @ +, or any email address of up to 254 characters.",
    example: "ada@example.org",
  });

const ID_EXAMPLE = "019a0d5c-7b1e-7c3a-9f10-2b6f0c9d4e51";

/** A UUID in a response. */
export const Id = z.string().openapi({ format: "uuid", example: ID_EXAMPLE });

/** A UUID in a request, in lower or upper case. */
export const Uuid = z
  .string()
  .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, "must be a UUID")
  .transform((text) => text.toLowerCase())
  .openapi({ type: "string", format: "uuid", example: ID_EXAMPLE });

/** Normalised text for display. Rejects control characters and lone surrogates, which PostgreSQL cannot store. */
export const plainText = (longest: number) =>
  z
    .string()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to reject.
    .refine((text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text) && text.isWellFormed(), {
      message: "must be text without control characters",
      abort: true,
    })
    .overwrite(severalLines)
    .min(1, "must not be empty")
    .max(longest, `must have at most ${longest} characters`);

export const ResourceType = plainText(100).openapi({
  description: "A category of your choice.",
  example: "room",
});
export const Capacity = z.int().min(1).openapi({ example: 40 });
export const Quantity = z.int().min(1).max(1_000).openapi({ example: 2 });

/** A whole number in a query string, within inclusive bounds. */
export const wholeInQuery = (lowest: number, highest: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/, "must be a whole number")
    .transform(Number)
    .refine((value) => value >= lowest && value <= highest, {
      message: `must be from ${lowest} to ${highest}`,
    })
    .openapi({ type: "integer", minimum: lowest, maximum: highest });

const MAX_INTEGER = Number.MAX_SAFE_INTEGER;

export const Milliseconds = z
  .int()
  .min(0)
  .openapi({ description: "Milliseconds since 1970.", example: 1_790_000_000_000 });
export const MillisecondsInQuery = wholeInQuery(0, LATEST_INSTANT_MS).openapi({
  description: "Milliseconds since 1970, inclusive; at most the end of the year 2200.",
});
export const Sequence = z.int().min(0).openapi({
  description: "The number of the resource's change at which this was decided.",
  example: 7,
});
export const Count = z.int().min(0);

export const PageQuery = {
  limit: wholeInQuery(1, 100).default(100).openapi({ description: "Maximum number of items.", default: 100 }),
  offset: wholeInQuery(0, MAX_INTEGER)
    .default(0)
    .openapi({ description: "Number of items to skip.", default: 0 }),
};

export const Pagination = z
  .object({
    limit: z.int(),
    offset: z.int(),
    total: Count,
    totalIsExact: z.literal(false).optional().openapi({
      description: "Present if there are more than 10,000 items; `total` is then 10,000.",
    }),
    hasMore: z.boolean(),
  })
  .openapi("Pagination");

export const ErrorBody = z
  .object({
    error: z.string().openapi({ example: "VALIDATION_ERROR" }),
    message: z.string().openapi({ description: "An explanation for people." }),
    requestId: z
      .string()
      .openapi({ description: "Also in `X-Request-Id`. Quote it when you contact support." }),
    details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi("Error");

/** A client's own data stored with a booking: at most 8,192 characters of JSON that PostgreSQL can store unchanged. */
export const Metadata = z
  .record(z.string(), z.unknown())
  .refine((value) => JSON.stringify(value).length <= 8_192, { message: "must have at most 8,192 characters" })
  .refine((value) => isEach(value, (part) => typeof part !== "string" || isStorable(part)), {
    message: "must not contain the character U+0000 or a lone surrogate",
  })
  .refine((value) => isEach(value, (part) => !Number.isInteger(part) || Number.isSafeInteger(part)), {
    message:
      "must not contain whole numbers beyond 9007199254740991, which would be rounded; send them as text",
  })
  .openapi({
    description:
      "Your own data, at most 8,192 characters as JSON. Send whole numbers beyond 9007199254740991 as text.",
    example: { order: "A-1017" },
  });

/** Returns whether all keys and values nested in a JSON value pass a check. */
function isEach(value: unknown, passes: (part: unknown) => boolean): boolean {
  if (typeof value !== "object" || value === null) return passes(value);
  return Object.entries(value).every(([key, each]) => passes(key) && isEach(each, passes));
}

/** The keyset cursor in the `Link` to the next page: creation time (ms) and id of the last row. */
export const Cursor = z
  .string()
  .regex(/^\d{1,16}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "must be from the Link of a page")
  .transform((text) => {
    const [at = "", id = ""] = text.split("_");
    return { createdAt: new Date(Number(at)), id };
  })
  .refine(({ createdAt }) => isStorableInstant(createdAt), "must be from the Link of a page")
  .openapi({ type: "string", description: "The cursor from the previous page's `Link`." });

/** Returns the URL of the page that follows this row. */
export function nextAddress(
  { path, search }: { path: string; search: string },
  last: { createdAt: Date; id: string },
): string {
  const query = new URLSearchParams(search);
  query.delete("offset");
  query.set("after", `${last.createdAt.getTime()}_${last.id}`);
  return `${path}?${query}`;
}

/** The highest exact total: an unlimited count would get slower with every row. */
export const MAX_EXACT_COUNT = 10_000;

/** Returns the `pagination` of a list. `counted` is the number of rows, capped at MAX_EXACT_COUNT + 1. */
export function paginationOf(
  { limit, offset }: { limit: number; offset: number },
  { counted, more }: { counted: number; more: boolean },
) {
  const exact = counted <= MAX_EXACT_COUNT;
  return {
    limit,
    offset,
    total: exact ? counted : MAX_EXACT_COUNT,
    ...(exact ? {} : { totalIsExact: false as const }),
    hasMore: more,
  };
}
