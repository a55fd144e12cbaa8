/** Guests who book over HTTP, like browsers without JavaScript. */

/** The booking form of an event, as loaded. */
export interface OpenForm {
  /** The URL that it posts to. */
  url: string;
  fields: Record<string, string>;
}

export interface FormResponse {
  status: number;
  /** The reference in the URL of the confirmation, if the response is one. */
  reference: string | undefined;
  /** Target of the redirect. */
  location: string | undefined;
  text: string;
}

/** Loads the booking form of an event's next session; `appUrl` has no trailing slash. */
export async function openBookingForm(appUrl: string, slug: string): Promise<OpenForm> {
  const url = `${appUrl}/e/${slug}/book`;
  const response = await fetch(url);
  const html = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${html.slice(0, 500)}`);
  return { url, fields: hiddenFields(html) };
}

/** Returns the hidden fields of a page, by name. */
export function hiddenFields(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
    const name = attribute("name");
    if (name && attribute("type") === "hidden") fields[name] = attribute("value") ?? "";
  }
  return fields;
}

/** Fills in the form for a guest and submits it. Throws when the connection breaks. */
export function sendBookingForm(form: OpenForm, email: string): Promise<FormResponse> {
  const { url, fields } = form;
  return sendForm({ url, fields: { ...fields, seats: "1", name: "Ada Guest", email } });
}

/** Submits a form unchanged. */
export async function sendForm(form: OpenForm): Promise<FormResponse> {
  const response = await fetch(form.url, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: new URL(form.url).origin, Accept: "text/html" },
    body: new URLSearchParams(form.fields),
  });
  const text = await response.text();
  const location = response.headers.get("Location") ?? undefined;
  const reference = /\/b\/([2-9A-Z]{8})\?/.exec(location ?? "")?.[1];
  return { status: response.status, reference, location, text };
}
