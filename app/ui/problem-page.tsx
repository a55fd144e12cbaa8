import { isRouteErrorResponse } from "@remix-run/react";
import { ButtonLink } from "./button.tsx";
import { EmptyTicket } from "./empty-ticket.tsx";

interface Words {
  title: string;
  line: string;
}

const WORDS: Record<number, Words> = {
  403: {
    title: "This page is not for you",
    line: "You may not see it with the address you are signed in with.",
  },
  404: { title: "That page isn't here", line: "The address may be mistyped, or the page has gone." },
  410: { title: "This link has been used", line: "A link like this works once. Ask for a new one." },
  429: {
    title: "Too many tries from your network",
    line: "Nothing was changed. Wait a minute and try again.",
  },
};

const UNEXPECTED: Words = {
  title: "We couldn't show this page",
  line: "Nothing was changed as far as we know. Try again in a minute.",
};

/** What a page says when it cannot be shown. An unexpected error shows its id, so that it can be found in the log. */
export function ProblemPage({
  error,
  requestId,
  home,
}: {
  error: unknown;
  requestId?: string;
  home: string;
}) {
  const response = isRouteErrorResponse(error) ? error : undefined;
  const words = (response && WORDS[response.status]) ?? UNEXPECTED;
  const id = response ? undefined : requestId;
  return (
    <>
      <h1 className="sr-only">{words.title}</h1>
      <EmptyTicket
        title={words.title}
        line={id ? `${words.line} If it goes on, tell the organiser this number: ${id}` : words.line}
        action={<ButtonLink href={home}>Go to the start</ButtonLink>}
      />
    </>
  );
}
