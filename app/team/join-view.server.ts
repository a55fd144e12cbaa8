import type { Invitation } from "#app/auth/accept-invitation.server.ts";
import { emailOrText } from "#app/platform/text/email.ts";

/** The view of an invitation for a visitor. */
export type JoinView =
  | { kind: "ended"; reason: "accepted" | "revoked" | "expired" }
  | { kind: "already"; organization: string; slug: string }
  | { kind: "other"; accountEmail: string }
  | ({ kind: "join"; name: string } & Offer)
  | ({ kind: "signedOut"; email: string | null } & Offer);

type Offer = Pick<Invitation, "organization" | "inviter" | "role" | "events">;

/** The signed-in user and the organisations that they belong to. */
interface Visitor {
  name: string;
  email: string;
  memberships: { organizationId: string }[];
}

/** Returns the view of an invitation for a visitor. A link that nothing is known of is shown like a replaced one. */
export function joinView(invitation: Invitation | undefined, visitor: Visitor | undefined): JoinView {
  if (!invitation) return { kind: "ended", reason: "revoked" };
  const { organization, slug, organizationId, inviter, role, events, email, state } = invitation;
  const isMember = visitor?.memberships.some((each) => each.organizationId === organizationId) ?? false;
  if (isMember) return { kind: "already", organization, slug };
  if (state !== "open") return { kind: "ended", reason: state };
  const offer = { organization, inviter, role, events };
  if (!visitor) return { kind: "signedOut", email, ...offer };
  if (email !== null && !isSameAddress(email, visitor.email)) {
    return { kind: "other", accountEmail: visitor.email };
  }
  return { kind: "join", name: visitor.name, ...offer };
}

/** Ignores case, as the database does for the addresses of users. */
const isSameAddress = (a: string, b: string) => emailOrText(a).toLowerCase() === emailOrText(b).toLowerCase();
