import { expect, it } from "vitest";
import { newPassword, newPasswordFor } from "./password-policy.server.ts";

const messagesOf = async (password: string, schema = newPassword) => {
  const parsed = await schema.safeParseAsync(password);
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
};
const EASY = ["admin.form.password.common"];

it.each([
  ...["00000000", "99999999", "12341234", "123123123", "aaaaaaaa", "abababab"],
  ...["password2024", "password123!", "P@ssw0rd2024", "reservo2026", "Reservo2026!"],
  ...["qwertyuiop", "20.12.1984", "drowssap1", "a".repeat(128), "p@55w0rd".repeat(16)],
])("refuses %s, which is easy to guess", async (password) => {
  expect(await messagesOf(password)).toEqual(EASY);
});

it.each(["lantern-otter-93", "eleven brown herons", "Tr0ub4dor&3xyz", "дом у синей реки", "k7qd2m9x4w"])(
  "accepts %s",
  async (password) => {
    expect(await messagesOf(password)).toEqual([]);
  },
);

it("refuses names and addresses of the account and its organisation", async () => {
  const schema = newPasswordFor(["Marta Nowakowska", "m.zielinska@makers.example", "Northside Makers"]);
  for (const password of ["Nowakowska1", "martanowakowska", "zielinska2024", "northsidemakers!"]) {
    expect([password, await messagesOf(password, schema)]).toEqual([password, EASY]);
  }
  // Of other people, they are as good as other words.
  expect(await messagesOf("zielinska-wkwrz", newPasswordFor(["Ann"]))).toEqual([]);
});

it("requires 8 to 128 characters", async () => {
  expect(await messagesOf("x7#kq")).toContain("admin.form.password.tooShort");
  expect(await messagesOf("lantern-otter ".repeat(10))).toContain("admin.form.tooLong");
});
