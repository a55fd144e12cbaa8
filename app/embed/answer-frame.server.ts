import type { ActionFunctionArgs } from "@remix-run/server-runtime";
import { data } from "@remix-run/server-runtime";
import { problemInit } from "#app/events/answer-form.server.ts";
import type { Surface } from "#app/events/surface.ts";
import type { Call } from "#app/events/visit.server.ts";
import { guardForm, openEmbed } from "./embed-call.server.ts";
import { tryOut } from "./try-out.server.ts";

/** Answers the form of a step in a frame: tries it out in test mode, else carries it out as on our own pages, behind its guard. */
export async function answerFrame<Answer>(
  args: ActionFunctionArgs,
  step: "choose" | "details",
  carryOut: (call: Call, surface: Surface) => Promise<Answer>,
) {
  const embed = await openEmbed(args);
  if (embed.options.test) return tryOut(embed, step);
  const problem = await guardForm(embed);
  return problem ? data(problem, problemInit(problem)) : carryOut(embed.call, embed.surface);
}
