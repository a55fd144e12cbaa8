import type { SendFailure } from "#app/mail/mail-queue.server.ts";
import { withoutAddresses } from "#app/platform/addresses.ts";

/** The reason shown to organisers for an internal error; the log has the details. */
export const INTERNAL_ERROR = "an internal error";

const UNREACHABLE = /^(ECONN\w*|ETIMEDOUT|ESOCKET|EDNS|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** Converts an error to the failure to send a mail. Removes email addresses from the message, since mail servers quote the recipient. */
export function sendFailureOf(error: unknown): SendFailure {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  const isQueryError = error instanceof Error && "query" in error;
  const words = isQueryError || !(error instanceof Error) ? INTERNAL_ERROR : error.message;
  return {
    reason: withoutAddresses(words).slice(0, 300),
    unreachable: responseCode === undefined && UNREACHABLE.test(String(code)),
    isFinal: false,
  };
}
