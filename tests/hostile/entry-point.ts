import type { AppLoadContext } from "@remix-run/node";
import type { Ctx } from "#app/platform/ctx.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { signedIn } from "#tests/support/members.ts";
import type { Site } from "#tests/support/site.tsx";
import type { MailSender } from "./mail-sender.ts";
import type { View } from "./views.ts";

/** A form where it stands, with what makes it valid besides what the page has put into it. */
export interface OpenForm {
  /** The page that has the form. */
  page: string;
  /** Where it is sent. */
  to: string;
  valid: Record<string, string>;
  cookie?: string;
  /** Names that tell the form from others of its page. */
  names?: string[];
}

/** A form of the product, by the route that answers it. Its fields are those that its page has. */
export interface EntryPoint {
  route: string;
  name: string;
  /** Whether all that is refused has one message, which says nothing about the fields. */
  answersAsOne?: boolean;
  /** Makes what the form is about, as often as it was carried out. */
  open(): Promise<OpenForm>;
  /** Returns the page whose form holds what was saved. */
  reopened?(location: string, opened: OpenForm): string | undefined;
  /** Returns the places where what was typed appears. */
  views?(location: string, opened: OpenForm): View[] | Promise<View[]>;
}

export interface Services {
  context: AppLoadContext;
  site: Site;
  mailSender: MailSender;
}

export interface Fixture extends Services {
  ctx: Ctx;
  /** Of an owner. */
  cookie: string;
  /** Address of the organisation's admin pages. */
  admin: string;
  slug: string;
}

/** Makes the entry points of one route. */
export type Maker = (fixture: Fixture) => Omit<EntryPoint, "route">[];

/** Returns an organisation of its own, named after what is tried in it. */
export async function makeFixture(served: Services, name: string): Promise<Fixture> {
  const { context, site } = served;
  const ctx = await makeOrganization(context.db, name);
  const cookie = await signedIn(context, ctx.organizationId, "owner");
  const { location = "" } = await site("/admin", { cookie });
  return { ...served, ctx, cookie, admin: location, slug: location.split("/").at(-1) ?? "" };
}

export const one = (entry: Omit<EntryPoint, "route" | "name">, name = "form") => [{ ...entry, name }];

/** Opens a form that can be sent again and again about one and the same thing. */
export function lazily<Made>(
  make: () => Promise<Made>,
  form: (made: Made) => OpenForm,
): Pick<EntryPoint, "open"> {
  let made: Promise<Made> | undefined;
  return {
    open() {
      made ??= make();
      return made.then(form);
    },
  };
}

export function adminForm({ admin, cookie }: Fixture, path: string): Omit<OpenForm, "valid"> {
  return { page: admin + path, to: admin + path, cookie };
}
