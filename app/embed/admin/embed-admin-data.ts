import type { Embed } from "../embeds.server.ts";
import type { Install } from "../installs.server.ts";
import type { EmbedDraft } from "./embed-draft.ts";
import type { SnippetSubject } from "./snippets.ts";

/** Loader data of the embed page in the admin. */
export interface EmbedAdminData {
  event: { id: string; slug: string; title: string; isPublished: boolean };
  embeds: Embed[];
  /** Id of the stored embed that is open; undefined for a new one. */
  current: string | undefined;
  draft: EmbedDraft;
  installs: Install[];
  organizationSites: string[];
  mayEdit: boolean;
  origin: string;
  previewOrigin: string | undefined;
  files: SnippetSubject["loader"];
}

export type EmbedErrors = Record<string, string[]>;
