import { isRouteErrorResponse } from "@remix-run/react";
import type { AdminTranslate } from "#app/i18n/admin-translate.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { type ProblemKind, problemOf } from "#app/platform/http/problems.ts";
import { ButtonLink } from "../button.tsx";
import { EmptyTicket } from "../empty-ticket.tsx";

/** The problems with texts of their own in the admin. */
const WORDS: { [Kind in ProblemKind]?: "malformedForm" | "forbidden" | "notFound" } = {
  malformedForm: "malformedForm",
  unsupportedForm: "malformedForm",
  forbidden: "forbidden",
  notFound: "notFound",
};

function wordsFor(error: unknown) {
  const found = problemOf(isRouteErrorResponse(error) ? error : undefined);
  return (found && WORDS[found.problem]) ?? "unexpected";
}

/** Returns the title of the error page that replaces an admin page. */
export function adminProblemTitle(error: unknown, t: AdminTranslate): string {
  return t(`admin.problem.${wordsFor(error)}.title`);
}

/** Shows why an admin page is unavailable, with a link to `home`. */
export function AdminProblemPage({ error, home }: { error: unknown; home: string }) {
  const { t } = useAdminWords();
  return (
    <EmptyTicket
      as="h1"
      title={adminProblemTitle(error, t)}
      line={t(`admin.problem.${wordsFor(error)}.line`)}
      action={<ButtonLink href={home}>{t("admin.problem.home")}</ButtonLink>}
    />
  );
}
