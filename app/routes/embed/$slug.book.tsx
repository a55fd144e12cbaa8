import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadDetailsPage } from "#app/checkout/details-page.server.ts";
import { DetailsPage } from "#app/checkout/details-page.tsx";
import { submitDetails } from "#app/checkout/submit-details.server.ts";
import { frameHeaders, frameMeta } from "#app/embed/embed-document.ts";
import { EmbedFrame } from "#app/embed/embed-frame.tsx";
import { openEmbed } from "#app/embed/embed-request.server.ts";
import { embedSurface } from "#app/embed/embed-surface.tsx";
import { handleFrameForm } from "#app/embed/handle-frame-form.server.ts";
import { frameDataOf } from "#app/embed/page-facts.server.ts";
import { errorOf, holdOf, outsideOf } from "#app/embed/page-facts.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";

// The action handles untrusted writes itself, so that typed values are not lost.
export const handle: RouteHandle = { untrustedAllowed: true };

export async function loader(args: LoaderFunctionArgs) {
  const embed = await openEmbed(args);
  const page = await loadDetailsPage(embed.eventRequest, embed.surface);
  const { stock } = embed.options;
  const shown = stock ? { ...page, event: { ...page.event, stock } } : page;
  return { locale: page.locale, page: shown, ...(await frameDataOf(embed, page, "details")) };
}

export const action = (args: ActionFunctionArgs) => handleFrameForm(args, "details", submitDetails);

export const headers = frameHeaders;
export const meta: MetaFunction<typeof loader> = frameMeta;

export default function EmbedDetails() {
  const { page, options, facts, search } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() ?? undefined;
  const problem = answer && "status" in answer ? answer : undefined;
  const shown = answer && "page" in answer ? answer.page : page;
  return (
    <EmbedFrame
      facts={{ ...facts, hold: holdOf(shown), error: errorOf(problem) }}
      test={options.test}
      outside={outsideOf(problem, page.event.slug)}
    >
      <DetailsPage page={page} surface={embedSurface(new URLSearchParams(search))} answer={answer} />
    </EmbedFrame>
  );
}
