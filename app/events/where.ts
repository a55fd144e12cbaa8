import type { Translate } from "#app/i18n/translate.ts";
import { isolated } from "#app/platform/text/direction.ts";
import type { Event } from "./event.ts";

/** Returns the text for an event's location: its place, "Online", or both; empty without either. */
export function whereWords(t: Translate, { online, place }: Pick<Event, "online" | "place">): string {
  if (!online) return place;
  return place ? `${t("event.online")} · ${isolated(place)}` : t("event.online");
}

/** Returns whether a map is likely to find the place: addresses have a digit or a comma, "The hall" has neither. */
export function isOnMap({ online, place }: Pick<Event, "online" | "place">): boolean {
  return !online && /[\p{N},،、，]/u.test(place);
}

/** Returns whether an event is held online: it is marked as such, or has a join link and no place. */
export function isHeldOnline(event: Pick<Event, "online" | "place"> & { joinUrl: string }): boolean {
  return event.online || (event.joinUrl !== "" && event.place === "");
}
