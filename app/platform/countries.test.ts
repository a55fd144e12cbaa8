import { expect, test } from "vitest";
import { countryOfZone, isCountry, isCurrency, listCountries, listCurrencies } from "./countries.ts";

test.each([
  ["Europe/Berlin", "DE"],
  ["Europe/London", "GB"],
  ["Asia/Kolkata", "IN"],
  ["Asia/Calcutta", "IN"],
  ["Europe/Kyiv", "UA"],
  ["America/New_York", "US"],
  ["UTC", undefined],
  ["nowhere", undefined],
])("%s lies in %s", (zone, country) => expect(countryOfZone(zone)).toBe(country));

test("countries and currencies are listed with their names", () => {
  expect(listCountries("en")).toContainEqual({ code: "DE", name: "Germany" });
  expect(listCurrencies("en")).toContainEqual({ code: "EUR", name: "Euro" });
  expect(["DE", "de", "XX", ""].map(isCountry)).toEqual([true, false, false, false]);
  expect(["EUR", "eur", ""].map(isCurrency)).toEqual([true, false, false]);
});
