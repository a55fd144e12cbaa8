/** The only place where URLs of the app are built. */

export const home = () => "/";
export const organizationPage = (slug: string, query?: object) => withQuery(`/o/${slug}`, query);
/** The events of an organisation, for feed readers and calendar apps. */
export const organizationFeed = (slug: string) => `/o/${slug}/feed.xml`;
export const organizationCalendar = (slug: string) => `/o/${slug}/calendar.ics`;
/** The organisations of the deployment that follow one of them. */
export const organizationsAfter = (id: string) => withQuery("/", { after: id });

/** The session of an event, the number of seats, and the first session of the list. */
export interface EventQuery {
  session?: string;
  seats?: number;
  from?: string;
  /** The hold that the visitor returns from, if no cookie names it. */
  h?: string;
  /** The access code of a private event, in the link that its organiser shares; the page removes it from its URL. */
  code?: string;
  /** A proof that the code was entered, where no cookie carries it. */
  access?: string;
  /** Set when a hold has just been released. */
  released?: "1";
  /**
   * Set in URLs that forms post to. A form that posts to its page's own URL replaces that page in the browser's history, and
   * Back would skip it.
   */
  send?: "1";
}

/** Here `h` is the hold that is being confirmed. */
export type DetailsQuery = EventQuery;

export const eventPage = (slug: string, query?: EventQuery) => withQuery(`/e/${slug}`, query);
/**
 * The stream of changes for an open event page; see app/compose/live-routes.server.ts. `dates` is the first session of the
 * page's list of dates, or "next".
 */
export const eventLive = (slug: string, session: string, dates?: string, access?: string) =>
  withQuery(`/e/${slug}/live`, { session, dates, access });
export const bookingForm = (slug: string, query?: DetailsQuery) => withQuery(`/e/${slug}/book`, query);
/** The opening of booking as a calendar file. */
export const openingCalendar = (slug: string) => `/e/${slug}/opening.ics`;

/** The last action on a booking, for the page that confirms it. */
export interface BookingQuery {
  done?: string;
}
/** The event's ticket as a picture; the version prevents third-party caches from showing an old one. */
export const eventPicture = (slug: string, version: number) =>
  withQuery(`/e/${slug}/picture.png`, { v: version });

/** The page of an attendee's link; `token` grants access. */
export const confirmationPage = (reference: string, token: string, query?: BookingQuery) =>
  withQuery(`/b/${reference}`, { t: token, ...query });
export const managePage = (reference: string, token: string, query?: BookingQuery) =>
  withQuery(`/b/${reference}/manage`, { t: token, ...query });
export const calendarFile = (reference: string, token: string) =>
  withQuery(`/b/${reference}/calendar.ics`, { t: token });
/** A code to be scanned at the door; its id grants access. */
export const ticketPage = (id: string) => `/t/${id}`;
/** Target of a ticket's code: the door page for members, the ticket's page for everyone else. */
export const codePage = (id: string) => `/c/${id}`;
/** The service worker that serves tickets offline. It is at the root, since its scope is limited to its own directory. */
export const ticketWorker = () => "/ticket-worker.js";

/** Target of the form that selects language and theme. */
export const preferences = () => "/preferences";

/** The form to request a new link to a booking. */
export const findBooking = (query?: { sent?: string }) => withQuery("/find", query);

/** The pages for search engines: the complete sitemap, or one part of a large one. */
export const sitemap = (part?: number) => (part === undefined ? "/sitemap.xml" : `/sitemap/${part}.xml`);

/** Pages that are framed by other sites. `more` is the appearance requested for such a page. */
export const EMBED = "/embed";
export const embedEvent = (slug: string, query?: EventQuery & EmbedQuery) =>
  withQuery(`${EMBED}/${slug}`, query);
export const embedDetails = (slug: string, query?: DetailsQuery & EmbedQuery) =>
  withQuery(`${EMBED}/${slug}/book`, query);
export const embedDone = (slug: string, query: DoneQuery & EmbedQuery) =>
  withQuery(`${EMBED}/${slug}/done`, query);
/** Endpoint at which a frame reports the site it is shown on. */
export const embedSeen = (slug: string, query?: EmbedQuery) => withQuery(`${EMBED}/${slug}/seen`, query);
export const embedOrganization = (slug: string, query?: EmbedQuery) => withQuery(`${EMBED}/o/${slug}`, query);

/** Appearance parameters of a framed page: see embed/embed-options.ts. */
export type EmbedQuery = Record<string, string | number | undefined>;
/** `t` grants access to the booking. */
export type DoneQuery = { ref?: string; t?: string };

/** `done` is what the user has just done: set a new password. */
export const signIn = (next?: string, done?: "password") => withQuery("/sign-in", { next, done });
export const signOut = () => "/sign-out";
export const forgottenPassword = (query?: { sent?: "1" }) => withQuery("/forgotten-password", query);
/** The pages of links that were mailed to a user; `token` works once. */
export const newPassword = (token: string) => withQuery("/new-password", { token });
export const confirmEmail = (query: { token?: string; outcome?: "done" | "taken" }) =>
  withQuery("/confirm-email", query);
export const setUp = (token?: string) => withQuery("/setup", { token });
/** The page of an invitation to an organisation's team; `token` grants access. */
export const invitation = (token: string) => withQuery("/invitation", { token });

/** Redirects to the organisation that a member visited last. */
export const admin = () => "/admin";
/** Redirects to the account page in that organisation. */
export const ownAccount = () => "/admin/account";

/** Filters of an event's page in the admin: bookings and dates. */
export interface AdminEventQuery {
  state?: string;
  after?: string;
  /** `past` for dates that are over. */
  dates?: string;
  label?: string;
  day?: string;
  /** The first date of the list. */
  from?: string;
}

/** The search of the team's page, its cursor, and what was done last. */
export interface TeamQuery {
  q?: string;
  after?: string;
  done?: "invited" | "removed" | "revoked" | "resent" | "transferred";
}

/** The filter of the audit log: see app/team/audit-query.ts. */
export interface AuditLogQuery {
  actor?: string;
  group?: string;
  object?: string;
  from?: string;
  to?: string;
  after?: string;
}

/** Returns the URLs of the admin pages of an organisation. */
export function adminPaths(slug: string) {
  const root = `/admin/o/${slug}`;
  const account = `${root}/account`;
  const developers = `${root}/developers`;
  const team = `${root}/team`;
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
    account: (query?: { saved?: "name" | "password" }) => withQuery(account, query),
    accountName: () => `${account}/name`,
    accountPassword: () => `${account}/password`,
    accountEmail: () => `${account}/email`,
    accountSignIns: (query?: { ended?: "1" }) => withQuery(`${account}/sign-ins`, query),
    twoFactor: (query?: { next?: string; off?: string }) => withQuery(`${account}/two-factor`, query),
    booking: (id: string) => `${root}/bookings/${id}`,
    team: (query?: TeamQuery) => withQuery(team, query),
    teamInvite: (query?: { q?: string }) => withQuery(`${team}/invite`, query),
    teamRoles: () => `${team}/roles`,
    teamLeave: () => `${team}/leave`,
    teamMember: (id: string, query?: { q?: string; saved?: string }) => withQuery(`${team}/${id}`, query),
    teamMemberRemove: (id: string) => `${team}/${id}/remove`,
    teamMemberTransfer: (id: string) => `${team}/${id}/transfer`,
    auditLog: (query?: AuditLogQuery) => withQuery(`${root}/audit-log`, query),
    developers: () => developers,
    keys: (query?: { after?: string }) => withQuery(`${developers}/keys`, query),
    key: (id: string) => `${developers}/keys/${id}`,
    keyEdit: (id: string) => `${developers}/keys/${id}/edit`,
    newKey: () => `${developers}/keys/new`,
    webhooks: () => `${developers}/webhooks`,
    newWebhook: () => `${developers}/webhooks/new`,
    webhook: (id: string, query?: { after?: string }) => withQuery(`${developers}/webhooks/${id}`, query),
    webhookEdit: (id: string) => `${developers}/webhooks/${id}/edit`,
    mailbox: (id?: string) => (id ? `${root}/mailbox/${id}` : `${root}/mailbox`),
  };
}

export type AdminPaths = ReturnType<typeof adminPaths>;

/** A place on a third-party map, which the visitor may choose to open. */
export const mapOf = (place: string) => withQuery("https://www.openstreetmap.org/search", { query: place });

/** Base path of the API, its OpenAPI document, and the reference page. */
export const api = () => "/api/v1";
export const apiDocument = () => "/api/v1/openapi.json";
export const apiReference = () => "/docs/api";

/** The URL with its origin, for mails and printouts. */
export const absolute = (origin: string, path: string) => `${origin}${path}`;

/**
 * Returns the path to continue at after signing in or after a choice: `next` if it is a path of this origin, else the fallback.
 */
export function safeNext(next: string | null | undefined, fallback = admin()): string {
  const url = localUrl(next ?? "");
  return (url && localPath(url)) ?? fallback;
}

/** Returns the path without one of its parameters; the home page for a path outside this origin. */
export function withoutParameter(path: string, name: string): string {
  const url = localUrl(path);
  url?.searchParams.delete(name);
  return (url && localPath(url)) ?? home();
}

const NOWHERE = "http://reservo.invalid";
/** The host refuses longer URLs with a 414. */
const MAX_PATH_CHARACTERS = 4_096;

function localUrl(path: string): URL | undefined {
  if (!path.startsWith("/") || !URL.canParse(path, NOWHERE)) return undefined;
  const url = new URL(path, NOWHERE);
  return url.origin === NOWHERE ? url : undefined;
}

/**
 * Returns the path and query of a URL if browsers resolve them to this origin. The result is checked, not its source: parsing
 * `/.//evil.example` removes the dot and leaves the name of another host.
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
