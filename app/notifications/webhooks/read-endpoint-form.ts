import { parseWithZod } from "@conform-to/zod/v4";
import type { Outgoing } from "#app/platform/outgoing.ts";
import { endpointForm, URL_WORDS } from "./endpoint-form.ts";
import type { EndpointInput } from "./endpoints.server.ts";

type FormErrors = Record<string, string[] | null>;

/** What a member has sent about an endpoint, with its address in its normal form; or what is wrong, by field. */
export function readEndpointForm(
  form: FormData,
  outgoing: Pick<Outgoing, "judge">,
): { ok: true; input: EndpointInput } | { ok: false; errors: FormErrors } {
  const submission = parseWithZod(form, { schema: endpointForm });
  if (submission.status !== "success") return { ok: false, errors: submission.reply().error ?? {} };
  const judged = outgoing.judge(submission.value.url);
  if (!judged.ok) return { ok: false, errors: { url: [URL_WORDS[judged.problem]] } };
  return { ok: true, input: { ...submission.value, url: judged.url.href } };
}
