import type { Access } from "./team-access.ts";

/** The rows of the access matrix for the pages of a member's own account. */
export const accountAccess: Record<string, Access> = {
  "admin.account._index": { path: "/admin/account", read: "seeEvents", anywhere: true },
  "admin.account.name": {
    path: "/admin/account/name",
    read: "seeEvents",
    anywhere: true,
    write: { needs: "seeEvents", form: { name: "" } },
    answers: { write: 422 },
  },
  "admin.account.password": {
    path: "/admin/account/password",
    read: "seeEvents",
    anywhere: true,
    write: { needs: "seeEvents", form: { password: "" } },
    answers: { write: 422 },
  },
  "admin.account.email": {
    path: "/admin/account/email",
    read: "seeEvents",
    anywhere: true,
    write: { needs: "seeEvents", form: { intent: "request", email: "" } },
    answers: { write: 422 },
  },
  "admin.account.sign-ins": {
    path: "/admin/account/sign-ins",
    read: "seeEvents",
    anywhere: true,
    write: { needs: "seeEvents", form: { intent: "end", id: "x" } },
  },
};
