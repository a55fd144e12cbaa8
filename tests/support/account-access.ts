import type { Access } from "./team-access.ts";

/** A form of a member's own account, which every member may send; empty, it is refused with 422. */
const ownForm = (part: string, form: Record<string, string>): Access => ({
  path: `/admin/account/${part}`,
  read: "seeEvents",
  anywhere: true,
  write: { needs: "seeEvents", form },
  answers: { write: 422 },
});

/** The rows of the access matrix for the pages of a member's own account. */
export const accountAccess: Record<string, Access> = {
  "admin.account._index": { path: "/admin/account", read: "seeEvents", anywhere: true },
  "admin.account.name": ownForm("name", { name: "" }),
  "admin.account.password": ownForm("password", { password: "" }),
  "admin.account.email": ownForm("email", { intent: "request", email: "" }),
  "admin.account.two-factor": ownForm("two-factor", { intent: "on", code: "" }),
  "admin.account.sign-ins": {
    path: "/admin/account/sign-ins",
    read: "seeEvents",
    anywhere: true,
    write: { needs: "seeEvents", form: { intent: "end", id: "x" } },
  },
};
