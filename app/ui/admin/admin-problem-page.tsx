import { isRouteErrorResponse } from "@remix-run/react";
import type { AdminTranslate } from "#app/i18n/admin-translate.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { ButtonLink } from "../button.tsx";
import { EmptyTicket } from "../empty-ticket.tsx";

const PROBLEMS = { 400: "malformedForm", 415: "malformedForm", 403: "forbidden", 404: "notFound" } as const;

function problemOf(error: unknown) {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  return status in PROBLEMS ? PROBLEMS[status as keyof typeof PROBLEMS] : "unexpected";
}

/** Returns the title of the page shown in place of an unavailable organisers' page. */
export function adminProblemTitle(error: unknown, t: AdminTranslate): string {
  return t(`admin.problem.${problemOf(error)}.title`);
}

/** Shows why an organisers' page is unavailable, with a link to `home`. */
export function AdminProblemPage({ error, home }: { error: unknown; home: string }) {
  const { t } = useAdminWords();
  return (
    <EmptyTicket
      as="h1"
      title={adminProblemTitle(error, t)}
      line={t(`admin.problem.${problemOf(error)}.line`)}
      action={<ButtonLink href={home}>{t("admin.problem.home")}</ButtonLink>}
    />
  );
}
