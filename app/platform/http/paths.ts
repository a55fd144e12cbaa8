/** Every address of the app is built here, and only here. */

export const home = () => "/";
export const organizationPage = (slug: string, query?: object) => withQuery(`/o/${slug}`, query);
/** What an organisation plans, for feed readers and for calendars. */
export const organizationFeed = (slug: string) => `/o/${slug}/feed.xml`;
export const organizationCalendar = (slug: string) => `/o/${slug}/calendar.ics`;
/** The organisations of the deployment that come behind one of them. */
export const organizationsAfter = (id: string) => withQuery("/", { after: id });

/** Which session of an event is meant, how many seats of it, and with which session the list of them begins. */
export interface EventQuery {
  session?: string;
  seats?: number;
  from?: string;
  /** Names the hold that the visitor comes back from, where no cookie does. */
  h?: string;
  /** Set where what was held has just been released. */
  released?: "1";
  /**
   * Set in addresses that forms are sent to. A form that is sent to its page's own address takes the place of that page
   * in the browser's history, and Back would lead past it.
   */
  send?: "1";
}

/** Here `h` names the hold that is being confirmed. */
export type DetailsQuery = EventQuery;

export const eventPage = (slug: string, query?: EventQuery) => withQuery(`/e/${slug}`, query);
/**
 * The stream of changes for an open event page; see app/compose/live-routes.server.ts. `dates` is the session with which the
 * page's list of dates begins, or "next".
 */
export const eventLive = (slug: string, session: string, dates?: string) =>
  withQuery(`/e/${slug}/live`, { session, dates });
export const bookingForm = (slug: string, query?: DetailsQuery) => withQuery(`/e/${slug}/book`, query);
/** The opening of booking as a calendar's entry. */
export const openingCalendar = (slug: string) => `/e/${slug}/opening.ics`;

/** What was just done with a booking, for the page that says so. */
export interface BookingQuery {
  done?: string;
}
/** The event's ticket as a picture; the version keeps caches of others from showing an old one. */
export const eventPicture = (slug: string, version: number) =>
  withQuery(`/e/${slug}/picture.png`, { v: version });

/** The page that an attendee's link opens; `token` is what lets them in. */
export const confirmationPage = (reference: string, token: string, query?: BookingQuery) =>
  withQuery(`/b/${reference}`, { t: token, ...query });
export const managePage = (reference: string, token: string, query?: BookingQuery) =>
  withQuery(`/b/${reference}/manage`, { t: token, ...query });
export const calendarFile = (reference: string, token: string) =>
  withQuery(`/b/${reference}/calendar.ics`, { t: token });
/** One code to be scanned at the door; its id is what lets in. */
export const ticketPage = (id: string) => `/t/${id}`;
/** What the code of a ticket opens: at the door for members, the ticket's page for everybody else. */
export const codePage = (id: string) => `/c/${id}`;
/** Answers for tickets without a network. It stands at the root, since it answers beside and below its own address only. */
export const ticketWorker = () => "/ticket-worker.js";

/** Where the chooser of language and theme is sent. */
export const preferences = () => "/preferences";

/** Where who has lost the link to a booking asks for a new one. */
export const findBooking = (query?: { sent?: string }) => withQuery("/find", query);

/** What search engines may find: the whole of it, or one part of a large one. */
export const sitemap = (part?: number) => (part === undefined ? "/sitemap.xml" : `/sitemap/${part}.xml`);

/** Pages that stand in a frame on somebody else's site. `more` is what such a page was asked to look like. */
export const EMBED = "/embed";
export const embedEvent = (slug: string, query?: EventQuery & EmbedQuery) =>
  withQuery(`${EMBED}/${slug}`, query);
export const embedDetails = (slug: string, query?: DetailsQuery & EmbedQuery) =>
  withQuery(`${EMBED}/${slug}/book`, query);
export const embedDone = (slug: string, query: DoneQuery & EmbedQuery) =>
  withQuery(`${EMBED}/${slug}/done`, query);
/** Where a frame tells on which site it was seen. */
export const embedSeen = (slug: string, query?: EmbedQuery) => withQuery(`${EMBED}/${slug}/seen`, query);
export const embedOrganization = (slug: string, query?: EmbedQuery) => withQuery(`${EMBED}/o/${slug}`, query);

/** What the address of a framed page says of how it is to be: see embed/embed-options.ts. */
export type EmbedQuery = Record<string, string | number | undefined>;
/** `t` opens the booking. */
export type DoneQuery = { ref?: string; t?: string };

export const signIn = (next?: string) => withQuery("/sign-in", { next });
export const signOut = () => "/sign-out";
export const setUp = (token?: string) => withQuery("/setup", { token });

/** Redirects to the organisation that a member visited last. */
export const admin = () => "/admin";

/** Which bookings an event's page in the admin lists, and which dates. */
export interface AdminEventQuery {
  state?: string;
  after?: string;
  /** `past` for dates that are over. */
  dates?: string;
  label?: string;
  day?: string;
  /** The date with which the list of them begins. */
  from?: string;
}

/** Returns the addresses of the admin pages of an organisation. */
export function adminPaths(slug: string) {
  const root = `/admin/o/${slug}`;
  const developers = `${root}/developers`;
  return {
    home: (query?: { q?: string; state?: string; after?: string }) => withQuery(root, query),
    newEvent: () => `${root}/events/new`,
    event: (id: string, query?: AdminEventQuery) => withQuery(`${root}/events/${id}`, query),
    eventEdit: (id: string) => `${root}/events/${id}/edit`,
    eventAddress: (id: string) => `${root}/events/${id}/address`,
    eventCancel: (id: string) => `${root}/events/${id}/cancel`,
    eventRemove: (id: string) => `${root}/events/${id}/remove`,
    eventPublish: (id: string) => `${root}/events/${id}/publish`,
    eventUnpublish: (id: string) => `${root}/events/${id}/unpublish`,
    dateNew: (id: string) => `${root}/events/${id}/dates/new`,
    dateCancel: (id: string, date: string) => `${root}/events/${id}/dates/${date}/cancel`,
    dateRemove: (id: string, date: string) => `${root}/events/${id}/dates/${date}/remove`,
    eventEmbed: (id: string, embed?: string) => withQuery(`${root}/events/${id}/embed`, { embed }),
    settings: (query?: { saved?: string }) => withQuery(`${root}/settings`, query),
    settingsAddress: () => `${root}/settings/address`,
    language: (query?: { saved?: string }) => withQuery(`${root}/settings/language`, query),
    booking: (id: string) => `${root}/bookings/${id}`,
    developers: () => developers,
    keys: (query?: { after?: string }) => withQuery(`${developers}/keys`, query),
    key: (id: string) => `${developers}/keys/${id}`,
    newKey: () => `${developers}/keys/new`,
    webhooks: () => `${developers}/webhooks`,
    newWebhook: () => `${developers}/webhooks/new`,
    webhook: (id: string, query?: { after?: string }) => withQuery(`${developers}/webhooks/${id}`, query),
    webhookEdit: (id: string) => `${developers}/webhooks/${id}/edit`,
    mailbox: (id?: string) => (id ? `${root}/mailbox/${id}` : `${root}/mailbox`),
  };
}

export type AdminPaths = ReturnType<typeof adminPaths>;

/** Where a place is, on a map of somebody else's that the visitor may choose to open. */
export const mapOf = (place: string) => withQuery("https://www.openstreetmap.org/search", { query: place });

/** Where programs call, what describes the calls to them, and the page that does to people. */
export const api = () => "/api/v1";
export const apiDocument = () => "/api/v1/openapi.json";
export const apiReference = () => "/docs/api";

/** The same address with its origin, for mails and printed lines. */
export const absolute = (origin: string, path: string) => `${origin}${path}`;

/** Returns where to go on after signing in or after a choice: the path that was asked for if it is one of ours, else the fallback. */
export function safeNext(next: string | null | undefined, fallback = admin()): string {
  const url = localUrl(next ?? "");
  return (url && localPath(url)) ?? fallback;
}

/** Returns the same path without one of its parameters; the start page for what is no path of ours. */
export function withoutParameter(path: string, name: string): string {
  const url = localUrl(path);
  url?.searchParams.delete(name);
  return (url && localPath(url)) ?? home();
}

const NOWHERE = "http://reservo.invalid";
/** Longer addresses are refused by the host with a 414. */
const MAX_PATH_CHARACTERS = 4_096;

function localUrl(path: string): URL | undefined {
  if (!path.startsWith("/") || !URL.canParse(path, NOWHERE)) return undefined;
  const url = new URL(path, NOWHERE);
  return url.origin === NOWHERE ? url : undefined;
}

/**
 * Returns the path and query of a URL where a browser takes them for a path of this origin. The result is checked, not
 * what it was made from: parsing `/.//evil.example` removes the dot and leaves the name of another host.
 */
function localPath({ pathname, search }: URL): string | undefined {
  const path = `${pathname}${search}`;
  const isLocal = /^\/(?![/\\])[!-~]*$/.test(path);
  return isLocal && path.length <= MAX_PATH_CHARACTERS ? path : undefined;
}

function withQuery(path: string, query: object = {}): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return path;
  return `${path}?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)]))}`;
}
