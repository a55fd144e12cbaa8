import { expect, test } from "vitest";
import { zoneChoices } from "./zone-choices.ts";

const winter = new Date("2026-12-07T22:04:00Z");
const summer = new Date("2026-07-07T22:04:00Z");

const labelOf = (name: string, now = winter, locale = "en") =>
  zoneChoices(now, locale)
    .flatMap(({ zones }) => zones)
    .find((zone) => zone.name === name)
    ?.label.replaceAll("\u202f", " ");

test("a zone is listed by its city, with its UTC offset and its current time", () => {
  expect(labelOf("Europe/London")).toBe("London (GMT+0, 22:04)");
  expect(labelOf("Europe/London", summer)).toBe("London (GMT+1, 23:04)");
  expect(labelOf("Asia/Kolkata")).toBe("Kolkata (GMT+5:30, 03:34)");
  expect(labelOf("America/St_Johns")).toBe("St Johns (GMT−3:30, 18:34)");
  expect(labelOf("America/New_York", winter, "en-US")).toBe("New York (GMT−5, 5:04 PM)");
  expect(labelOf("UTC")).toBe("UTC (GMT+0, 22:04)");
});

test("zones are grouped by area and sorted by city, under their current names, and a stored one under its own", () => {
  const groups = zoneChoices(winter, "en", "Europe/Kiev");
  expect(groups.map(({ area }) => area)).toEqual([
    "",
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
  ]);
  for (const { zones } of groups) {
    const labels = zones.map(({ label }) => label);
    expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b, "en")));
  }
  const names = groups.flatMap(({ zones }) => zones.map(({ name }) => name));
  for (const name of ["Europe/Kiev", "Asia/Kolkata"]) expect(names).toContain(name);
  for (const name of ["Europe/Kyiv", "Asia/Calcutta"]) expect(names).not.toContain(name);
  const [kyiv] = groups.flatMap(({ zones }) => zones.filter(({ name }) => name === "Europe/Kiev"));
  expect(kyiv?.label).toBe("Kyiv (GMT+2, 00:04)");
  expect(new Set(names).size).toBe(names.length);
});

test("cities and parts of the world are in the language of the list, and in its order", () => {
  expect(labelOf("Europe/Vienna", winter, "de")).toBe("Wien (GMT+1, 23:04)");
  expect(zoneChoices(winter, "fr").map(({ area }) => area)).toEqual([
    "",
    "Afrique",
    "Amérique",
    "Antarctique",
    "Arctique",
    "Asie",
    "Atlantique",
    "Australie",
    "Europe",
    "Océan Indien",
    "Pacifique",
  ]);
});
