import { type AdminServerTranslate, issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { type ParsedForm, parseForm } from "#app/platform/http/parse-form.ts";
import type { Outgoing } from "#app/platform/outgoing.ts";
import { endpointForm } from "./endpoint-form.ts";
import type { EndpointInput } from "./endpoints.server.ts";

/** Parses the endpoint form. Returns its input with a normalised URL, or the errors by field. */
export async function readEndpointForm(
  form: FormData,
  outgoing: Pick<Outgoing, "check">,
  t: AdminServerTranslate,
): Promise<ParsedForm<{ input: EndpointInput; version: number | undefined }>> {
  const parsed = await parseForm(form, endpointForm, issueTranslator(t));
  if (!parsed.ok) return parsed;
  const checked = outgoing.check(parsed.value.url);
  if (!checked.ok) return { ok: false, errors: { url: [t(`admin.form.webhook.url.${checked.problem}`)] } };
  const { version, ...input } = parsed.value;
  return { ok: true, value: { input: { ...input, url: checked.url.href }, version } };
}
