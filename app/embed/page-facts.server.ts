import type { DetailsPageData } from "#app/checkout/details-page.server.ts";
import type { EventPageData } from "#app/checkout/event-page.server.ts";
import { translator } from "#app/i18n/translate.ts";
import type { FrameAppearance } from "#app/platform/http/page-context.ts";
import * as paths from "#app/platform/http/paths.ts";
import type { Locale } from "#app/platform/locales.ts";
import type { EmbedOptions } from "./embed-options.ts";
import type { EmbedRequest } from "./embed-request.server.ts";
import { findFramingSites } from "./find-sites.server.ts";
import type { FrameFacts } from "./frame/frame-facts.ts";
import { stateOf } from "./page-facts.ts";

/** Data of every page in a frame, in addition to the page's own. */
export interface FrameData {
  frame: FrameAppearance;
  options: EmbedOptions;
  facts: FrameFacts;
  /** Query of the address. The page's links pass a part of it on. */
  search: string;
}

/** Returns the frame data of an event's page at a step of the booking; `more` overrides single facts. */
export async function frameDataOf(
  { eventRequest, options }: EmbedRequest,
  page: Pick<EventPageData | DetailsPageData, "event" | "locale" | "panel" | "session"> & {
    express?: boolean;
  },
  step: FrameFacts["step"]["name"],
  more: Partial<FrameFacts> = {},
): Promise<FrameData> {
  const { context, slug } = eventRequest;
  const { event, locale, panel, session } = page;
  const t = translator(locale);
  const steps = page.express ? ["choose", "done"] : ["choose", "details", "done"];
  const seen = options.test ? undefined : paths.embedSeen(slug);
  return {
    ...commonFrameData({ eventRequest, options }),
    facts: {
      sites: await findFramingSites(context.db, paths.embedEvent(slug), context.previewOrigin),
      ready: {
        title: t("embed.bookingTitle", { title: event.title }),
        locale,
        state: stateOf(panel, session.seats),
      },
      step: { name: step, index: Math.max(0, steps.indexOf(step)) + 1, count: steps.length },
      question: t("embed.discard"),
      seen,
      ...more,
    },
  };
}

/** Returns the frame data of an organisation's calendar. */
export async function calendarFrameData(
  { eventRequest, options }: EmbedRequest,
  { locale, name }: { locale: Locale; name: string },
): Promise<FrameData> {
  const { context, slug } = eventRequest;
  return {
    ...commonFrameData({ eventRequest, options }),
    facts: {
      sites: await findFramingSites(context.db, paths.embedOrganization(slug), context.previewOrigin),
      ready: { title: name, locale, state: "open" },
      step: { name: "choose", index: 1, count: 3 },
      question: translator(locale)("embed.discard"),
    },
  };
}

function commonFrameData({
  eventRequest,
  options,
}: Pick<EmbedRequest, "eventRequest" | "options">): Omit<FrameData, "facts"> {
  const { theme, ground, font } = options;
  const frame = { theme: theme === "auto" ? undefined : theme, ground, font };
  return { frame, options, search: new URL(eventRequest.request.url).search };
}
