import { currentZoneName } from "./time-zone.ts";

/** Cities of time zones whose names differ in other languages. Intl does not provide them. */
const CITIES: Record<string, { de?: string; fr?: string; es?: string }> = {
  "Africa/Algiers": { de: "Algier", fr: "Alger", es: "Argel" },
  "Africa/Cairo": { de: "Kairo", fr: "Le Caire", es: "El Cairo" },
  "America/Havana": { de: "Havanna", fr: "La Havane", es: "La Habana" },
  "America/Mexico_City": { de: "Mexiko-Stadt", fr: "Mexico", es: "Ciudad de México" },
  "America/New_York": { es: "Nueva York" },
  "America/Sao_Paulo": { de: "São Paulo", fr: "São Paulo", es: "São Paulo" },
  "Asia/Jerusalem": { fr: "Jérusalem", es: "Jerusalén" },
  "Asia/Seoul": { fr: "Séoul", es: "Seúl" },
  "Asia/Shanghai": { de: "Schanghai", es: "Shanghái" },
  "Asia/Singapore": { de: "Singapur", fr: "Singapour", es: "Singapur" },
  "Asia/Tokyo": { de: "Tokio", es: "Tokio" },
  "Atlantic/Canary": { de: "Kanaren", fr: "Canaries", es: "Canarias" },
  "Atlantic/Reykjavik": { de: "Reykjavík", es: "Reikiavik" },
  "Europe/Amsterdam": { es: "Ámsterdam" },
  "Europe/Athens": { de: "Athen", fr: "Athènes", es: "Atenas" },
  "Europe/Belgrade": { de: "Belgrad", es: "Belgrado" },
  "Europe/Berlin": { es: "Berlín" },
  "Europe/Brussels": { de: "Brüssel", fr: "Bruxelles", es: "Bruselas" },
  "Europe/Bucharest": { de: "Bukarest", fr: "Bucarest", es: "Bucarest" },
  "Europe/Copenhagen": { de: "Kopenhagen", fr: "Copenhague", es: "Copenhague" },
  "Europe/Dublin": { es: "Dublín" },
  "Europe/Istanbul": { es: "Estambul" },
  "Europe/Kyiv": { fr: "Kiev", es: "Kiev" },
  "Europe/Lisbon": { de: "Lissabon", fr: "Lisbonne", es: "Lisboa" },
  "Europe/London": { fr: "Londres", es: "Londres" },
  "Europe/Luxembourg": { de: "Luxemburg", es: "Luxemburgo" },
  "Europe/Moscow": { de: "Moskau", fr: "Moscou", es: "Moscú" },
  "Europe/Paris": { es: "París" },
  "Europe/Prague": { de: "Prag", es: "Praga" },
  "Europe/Rome": { de: "Rom", es: "Roma" },
  "Europe/Sofia": { es: "Sofía" },
  "Europe/Stockholm": { es: "Estocolmo" },
  "Europe/Vienna": { de: "Wien", fr: "Vienne", es: "Viena" },
  "Europe/Warsaw": { de: "Warschau", fr: "Varsovie", es: "Varsovia" },
  "Europe/Zurich": { de: "Zürich", es: "Zúrich" },
};

/** Names of the areas of zones, where another language has a different one. */
const AREAS: Record<string, { de?: string; fr?: string; es?: string }> = {
  Africa: { de: "Afrika", fr: "Afrique", es: "África" },
  America: { de: "Amerika", fr: "Amérique", es: "América" },
  Antarctica: { de: "Antarktis", fr: "Antarctique", es: "Antártida" },
  Arctic: { de: "Arktis", fr: "Arctique", es: "Ártico" },
  Asia: { de: "Asien", fr: "Asie" },
  Atlantic: { de: "Atlantik", fr: "Atlantique", es: "Atlántico" },
  Australia: { de: "Australien", fr: "Australie" },
  Europe: { de: "Europa", es: "Europa" },
  Indian: { de: "Indischer Ozean", fr: "Océan Indien", es: "Océano Índico" },
  Pacific: { de: "Pazifik", fr: "Pacifique", es: "Pacífico" },
};

/** Returns the area of a time zone in a language: "Europe", "Europa"; empty for UTC. */
export function areaOfZone(timeZone: string, locale: string): string {
  if (!timeZone.includes("/")) return "";
  const area = timeZone.split("/")[0] ?? "";
  return AREAS[area]?.[locale as "de" | "fr" | "es"] ?? area;
}

/** Returns the city of a time zone in a language: "London", "Londres"; "UTC" for UTC. */
export function cityOfZone(timeZone: string, locale = "en"): string {
  const zone = currentZoneName(timeZone);
  const own = CITIES[zone]?.[locale as "de" | "fr" | "es"];
  return own ?? zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
}
