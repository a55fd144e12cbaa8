/** Guests who book over HTTP, as browsers without JavaScript do. */

/** What a guest found in the form of an event. */
export interface OpenForm {
  /** Where it is sent. */
  url: string;
  fields: Record<string, string>;
}

export interface FormAnswer {
  status: number;
  /** Of a booking: the reference in the address of its confirmation. */
  reference: string | undefined;
  /** Where the answer leads. */
  location: string | undefined;
  text: string;
}

/** Opens the booking form of an event's next session; `appUrl` has no slash at the end. */
export async function openBookingForm(appUrl: string, slug: string): Promise<OpenForm> {
  const url = `${appUrl}/e/${slug}/book`;
  const response = await fetch(url);
  const html = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${html.slice(0, 500)}`);
  return { url, fields: hiddenFields(html) };
}

/** The hidden fields of a page, by name. */
export function hiddenFields(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
    const name = attribute("name");
    if (name && attribute("type") === "hidden") fields[name] = attribute("value") ?? "";
  }
  return fields;
}

/** Fills the form in for a guest and sends it. Throws when the connection breaks. */
export function sendBookingForm(form: OpenForm, email: string): Promise<FormAnswer> {
  const { url, fields } = form;
  return sendForm({ url, fields: { ...fields, seats: "1", name: "Ada Guest", email } });
}

/** Sends a form as it is. */
export async function sendForm(form: OpenForm): Promise<FormAnswer> {
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
