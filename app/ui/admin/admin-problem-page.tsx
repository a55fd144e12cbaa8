import { isRouteErrorResponse } from "@remix-run/react";
import { ButtonLink } from "../button.tsx";
import { EmptyTicket } from "../empty-ticket.tsx";

const MALFORMED_FORM = {
  title: "We couldn't read that form",
  line: "It did not arrive the way our pages send it, and nothing was changed. Go back, reload the page and try again.",
};

const WORDS: Record<number, { title: string; line: string }> = {
  400: MALFORMED_FORM,
  415: MALFORMED_FORM,
  403: {
    title: "This page is not for you",
    line: "You may not see it with the address you are signed in with.",
  },
  404: { title: "That page isn't here", line: "The address may be mistyped, or the page has gone." },
};

const UNEXPECTED = {
  title: "We couldn't show this page",
  line: "Try again in a minute. If you had just saved something, check whether it is there before you save it again.",
};

/** The same for the admin, whose scripts carry no catalogue of words. */
export function AdminProblemPage({ error, home }: { error: unknown; home: string }) {
  const { title, line } = (isRouteErrorResponse(error) && WORDS[error.status]) || UNEXPECTED;
  return (
    <EmptyTicket
      as="h1"
      title={title}
      line={line}
      action={<ButtonLink href={home}>Go to the start</ButtonLink>}
    />
  );
}
