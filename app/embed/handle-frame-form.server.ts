import type { ActionFunctionArgs } from "@remix-run/server-runtime";
import { data } from "@remix-run/server-runtime";
import { enterTypedCode, isAccessForm } from "#app/checkout/access.server.ts";
import { problemInit } from "#app/checkout/guard-form.server.ts";
import type { Surface } from "#app/checkout/surface.ts";
import type { EventRequest } from "#app/checkout/visit.server.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { type Typed, typedOf } from "#app/questions/booking-form.ts";
import { guardEmbedForm, openEmbed } from "./embed-request.server.ts";
import { simulateForm } from "./simulate-form.server.ts";

/** Handles the form of a step in a frame: simulates it in test mode, else guards and runs it as on our own pages. */
export async function handleFrameForm<Result>(
  args: ActionFunctionArgs,
  step: "choose" | "details",
  run: (eventRequest: EventRequest, surface: Surface, typed: Typed) => Promise<Result>,
) {
  const embed = await openEmbed(args);
  const typed = typedOf(await readTypedForm(embed.eventRequest.request));
  if (isAccessForm(typed)) return enterTypedCode(embed.eventRequest, embed.surface, typed);
  if (embed.options.test) return simulateForm(embed, step, typed);
  const problem = await guardEmbedForm(embed, typed);
  return problem ? data(problem, problemInit(problem)) : run(embed.eventRequest, embed.surface, typed);
}
