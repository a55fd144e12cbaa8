import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ChoosePage } from "#app/embed/choose-page.tsx";
import { guardForm, openEmbed } from "#app/embed/embed-call.server.ts";
import { EmbedFrame } from "#app/embed/embed-frame.tsx";
import { embedSurface } from "#app/embed/embed-surface.tsx";
import { framedOf } from "#app/embed/page-facts.server.ts";
import { errorOf, outsideOf } from "#app/embed/page-facts.ts";
import { tryOut } from "#app/embed/try-out.server.ts";
import { problemInit } from "#app/events/answer-form.server.ts";
import { beginBooking } from "#app/events/begin-booking.server.ts";
import { loadEventPage } from "#app/events/event-page.server.ts";

export async function loader(args: LoaderFunctionArgs) {
  const embed = await openEmbed(args);
  const page = await loadEventPage(embed.call);
  return { locale: page.locale, page, ...(await framedOf(embed, page, "choose")) };
}

export async function action(args: ActionFunctionArgs) {
  const embed = await openEmbed(args);
  if (embed.options.test) return tryOut(embed, "choose");
  const problem = await guardForm(embed);
  return problem ? data(problem, problemInit(problem)) : beginBooking(embed.call, embed.surface);
}

export const headers: HeadersFunction = ({ actionHeaders }) => {
  actionHeaders.set("Cache-Control", "no-store");
  return actionHeaders;
};

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.facts.ready.title ?? "Reservo" },
  { name: "robots", content: "noindex" },
];

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
