/** Every address of the app is built here, and only here. */

export const home = () => "/";
export const organizationPage = (slug: string) => `/o/${slug}`;

/** Which session of an event is meant, how many seats of it, and from which date on its sessions are listed. */
export interface EventQuery {
  session?: string;
  seats?: number;
  from?: string;
}

export const eventPage = (slug: string, query?: EventQuery) => withQuery(`/e/${slug}`, query);
export const bookingForm = (slug: string, query?: EventQuery) => withQuery(`/e/${slug}/book`, query);

/** The page that an attendee's link opens; `token` is what lets them in. */
export const confirmationPage = (reference: string, token: string) =>
  withQuery(`/b/${reference}`, { t: token });
export const managePage = (reference: string, token: string) =>
  withQuery(`/b/${reference}/manage`, { t: token });

export const signIn = (next?: string) => withQuery("/sign-in", { next });
export const signOut = () => "/sign-out";
export const setUp = (token?: string) => withQuery("/setup", { token });

export const admin = () => "/admin";
export const adminNewEvent = () => "/admin/events/new";
export const adminEvent = (id: string) => `/admin/events/${id}`;
export const adminEventEdit = (id: string) => `/admin/events/${id}/edit`;
export const apiReference = () => "/docs/api";

export const adminDevelopers = () => "/admin/developers";
export const adminKeys = () => "/admin/developers/keys";
export const adminKey = (id: string) => `/admin/developers/keys/${id}`;
export const adminNewKey = () => "/admin/developers/keys/new";
export const adminWebhooks = () => "/admin/developers/webhooks";
export const adminNewWebhook = () => "/admin/developers/webhooks/new";
export const adminWebhook = (id: string, query?: { after?: string }) =>
  withQuery(`/admin/developers/webhooks/${id}`, query);
export const adminWebhookEdit = (id: string) => `/admin/developers/webhooks/${id}/edit`;
export const adminMailbox = (id?: string) => (id ? `/admin/mailbox/${id}` : "/admin/mailbox");

/** The same address with its origin, for mails and printed lines. */
export const absolute = (origin: string, path: string) => `${origin}${path}`;

/** Where to go after signing in: only a path of ours, else the admin. */
export function safeNext(next: string | null | undefined): string {
  if (!next || !/^\/(?![/\\])/.test(next)) return admin();
  const url = new URL(next, "http://reservo.invalid");
  return url.host === "reservo.invalid" ? `${url.pathname}${url.search}` : admin();
}

function withQuery(path: string, query: object = {}): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return path;
  return `${path}?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)]))}`;
}
