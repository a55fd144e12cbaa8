import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { enterCodeOfLink } from "#app/checkout/access.server.ts";
import { loadEventPage } from "#app/checkout/event-page.server.ts";
import { startBooking } from "#app/checkout/start-booking.server.ts";
import { ChoosePage } from "#app/embed/choose-page.tsx";
import { frameHeaders, frameMeta } from "#app/embed/embed-document.ts";
import { EmbedFrame } from "#app/embed/embed-frame.tsx";
import { openEmbed } from "#app/embed/embed-request.server.ts";
import { embedSurface } from "#app/embed/embed-surface.tsx";
import { handleFrameForm } from "#app/embed/handle-frame-form.server.ts";
import { frameDataOf } from "#app/embed/page-facts.server.ts";
import { errorOf, outsideOf } from "#app/embed/page-facts.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";

// The action handles untrusted writes itself, so that typed values are not lost.
export const handle: RouteHandle = { untrustedAllowed: true };

export async function loader(args: LoaderFunctionArgs) {
  const embed = await openEmbed(args);
  await enterCodeOfLink(embed.eventRequest, embed.surface);
  const page = await loadEventPage(embed.eventRequest);
  return { locale: page.locale, page, ...(await frameDataOf(embed, page, "choose")) };
}

export const action = (args: ActionFunctionArgs) => handleFrameForm(args, "choose", startBooking);

export const headers = frameHeaders;
export const meta: MetaFunction<typeof loader> = frameMeta;

export default function EmbedEvent() {
  const { page, options, facts, search } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>() ?? undefined;
  return (
    <EmbedFrame
      facts={{ ...facts, error: errorOf(problem) }}
      test={options.test}
      outside={outsideOf(problem, page.event.slug)}
    >
      <ChoosePage
        page={page}
        surface={embedSurface(new URLSearchParams(search))}
        options={options}
        problem={problem}
      />
    </EmbedFrame>
  );
}
