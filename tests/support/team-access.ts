import type { Capability } from "#app/auth/capabilities.ts";

/** What a page of the admin needs, and how it answers. */
export interface Access {
  /** The address of our own thing, and of the same thing of another organisation where the address names one. */
  path: string;
  params?: Record<string, string>;
  foreign?: Record<string, string>;
  /** The capabilities that reading and sending need. */
  read: Capability;
  write?: { needs: Capability; form: Record<string, string> };
  /** Whether a member of a single event has it too, since it lists what the member may see or is the same for all. */
  anywhere?: true;
  /** What a member is answered who may: 200 and 303 unless said otherwise. */
  answers?: { read?: number; write?: number };
}

/** Returns the pages of the team; the ids are those of a member of ours and of one of another organisation. */
export function teamAccess(ourMember: string, theirMember: string): Record<string, Access> {
  return { ...TEAM, ...memberAccess({ params: { id: ourMember }, foreign: { id: theirMember } }) };
}

const TEAM: Record<string, Access> = {
  "admin.team": { path: "/admin/team", read: "seeEvents", anywhere: true },
  "admin.team._index": {
    path: "/admin/team",
    read: "manageTeam",
    write: { needs: "manageTeam", form: { intent: "revoke", invitation: "none" } },
    answers: { write: 404 },
  },
  "admin.team.invite": {
    path: "/admin/team/invite",
    read: "manageTeam",
    write: { needs: "manageTeam", form: { by: "email" } },
    answers: { write: 422 },
  },
  "admin.team.roles": { path: "/admin/team/roles", read: "seeEvents", anywhere: true },
  "admin.team.leave": {
    path: "/admin/team/leave",
    read: "seeEvents",
    anywhere: true,
    write: { needs: "seeEvents", form: {} },
    answers: { write: 422 },
  },
};

/** The pages of a member. Forms about roles carry the version of others, so that they are answered alike however often sent. */
const memberAccess = (member: Pick<Access, "params" | "foreign">): Record<string, Access> => ({
  "admin.team.$id._index": {
    ...member,
    path: "/admin/team/id",
    read: "manageTeam",
    write: { needs: "manageTeam", form: { role: "" } },
    answers: { write: 422 },
  },
  "admin.team.$id.remove": {
    ...member,
    path: "/admin/team/id/remove",
    read: "manageTeam",
    write: { needs: "manageTeam", form: { version: "other" } },
    answers: { write: 409 },
  },
  "admin.team.$id.transfer": {
    ...member,
    path: "/admin/team/id/transfer",
    read: "manageOwners",
    write: { needs: "manageOwners", form: { version: "other" } },
    answers: { write: 409 },
  },
});
