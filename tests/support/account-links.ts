import type { AppLoadContext } from "@remix-run/node";
import type { MailMessage } from "#app/platform/mail.ts";
import { takeDueMails } from "./relay.ts";

/** Returns the path of the link in a mail about an account. */
export function linkIn(mail: MailMessage | undefined): string {
  const link = /https?:\/\/\S+token=\S+/.exec(mail?.text ?? "")?.[0];
  if (!link) throw new Error(`there is no link in ${mail?.text ?? "no mail"}`);
  const { pathname, search } = new URL(link);
  return pathname + search;
}

/** Returns the due mails to an address. */
export async function takeMailsTo(context: AppLoadContext, address: string): Promise<MailMessage[]> {
  return (await takeDueMails(context)).filter(({ to }) => to === address);
}
