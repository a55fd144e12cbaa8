import type { PageMessages } from "#app/i18n/page-words.tsx";
import type { Locale } from "#app/platform/locales.ts";

/** The body of the 403 response to a form from a member who must turn two-factor authentication on first. */
export interface KeptForm {
  problem: "secondFactor";
  /** The path that the form was sent to, with its query. */
  action: string;
  /** The fields of the form, in its order; a name may occur several times. */
  kept: [name: string, value: string][];
  /** The name of the organisation that requires it. */
  organization: string;
  /** The path of the page that turns it on. */
  turnOn: string;
  locale: Locale;
  /** The title of the page, and its messages. */
  title: string;
  messages: PageMessages;
}

/** Returns an error boundary's data if it is such a form. */
export function keptFormOf(error: unknown): KeptForm | undefined {
  const given = (error as { data?: Partial<KeptForm> } | null)?.data;
  return given?.problem === "secondFactor" ? (given as KeptForm) : undefined;
}
