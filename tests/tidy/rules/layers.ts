import { homeOf, importsOf, type ModuleImport } from "./modules.ts";
import { isCode, isTest, type Offence, type Rule } from "./source-file.ts";

/** Lowest first, as docs/architecture.md shows them. A module imports lower layers and its own files, never a sibling. */
const LAYERS = [
  ["db"],
  ["platform"],
  ["i18n", "media", "elements", "styles"],
  ["ui"],
  ["audit-log"],
  ["organizations"],
  ["mail", "tasks"],
  ["availability"],
  ["booking"],
  ["questions"],
  ["ticket-types"],
  ["schedules"],
  ["events"],
  ["attendees"],
  ["payments"],
  ["checkout"],
  ["listing", "self-service", "waitlist", "check-in", "changes"],
  ["notifications", "webhooks", "embed", "analytics", "auth", "api-reference"],
  ["today", "desk", "session-page", "reports", "transfer", "team", "privacy"],
  ["admin"],
  ["routes", "api", "jobs"],
  ["compose"],
].map((layer) => layer.map((name) => (name === "db" ? name : `app/${name}`)));

const layerOf = (home: string) => LAYERS.findIndex((layer) => layer.includes(home));

/** Modules that decide or store, and never render. */
const WITHOUT_PAGES = ["app/organizations", "app/audit-log", "app/mail", "app/tasks"].concat([
  "app/availability",
  "app/booking",
]);

/** Modules that may import only these besides their own files, whatever stands lower. */
const ONLY: Record<string, string[]> = {
  "app/host": ["db", "app/platform"],
  "app/ui": ["app/platform", "app/i18n", "app/media", "app/styles"],
  "app/elements": [],
  "app/styles": [],
  vite: [],
};

const ELEMENT_TYPES = "app/elements/elements.d.ts";

/** Imports point down, and `host` is imported by `compose` alone. */
export const layers: Rule = (files) =>
  files
    .filter((file) => isCode(file.path) && !isTest(file.path))
    .flatMap((file) => {
      const home = homeOf(file.path);
      return importsOf(file).flatMap((found): Offence[] => {
        const what = judge(file.path, home, found);
        return what === undefined ? [] : [{ file: file.path, line: found.line, what }];
      });
    });

function judge(from: string, home: string, { specifier, target }: ModuleImport): string | undefined {
  if (home === "app/elements" && /^(react|react-dom|@remix-run\/.*)(\/|$)/.test(specifier)) {
    // The declarations of the elements' tags for JSX live with the elements, and are types alone.
    return from === ELEMENT_TYPES ? undefined : `${specifier}: elements are plain TypeScript, without React`;
  }
  if (target === undefined || !target.includes("/")) return undefined;
  const targetHome = homeOf(target);
  if (targetHome === home) return undefined;
  if (targetHome.startsWith("tests"))
    return isConfiguration(from) ? undefined : `${specifier}: only tests import tests`;
  if (isConfiguration(from))
    return targetHome.startsWith("app") ? `${specifier}: configuration imports no app code` : undefined;
  if (!isAllowed(home, target, targetHome)) return `${specifier}: ${home} may not import ${targetHome}`;
  if (/^app\/(ui|elements)$/.test(home) && target.includes(".server."))
    return `${specifier}: ${home} imports no server code`;
  return undefined;
}

function isAllowed(home: string, target: string, targetHome: string): boolean {
  if (home === "app/ui" && target === ELEMENT_TYPES) return true;
  const only = ONLY[home];
  if (only !== undefined) return only.includes(targetHome);
  if (targetHome === "app/host") return home === "app/compose";
  if (WITHOUT_PAGES.includes(home) && /^app\/(ui|styles|elements)$/.test(targetHome)) return false;
  const own = layerOfFile(home);
  const theirs = layerOf(targetHome);
  return theirs >= 0 && theirs < own;
}

/** Files directly in app/ stand where the routes do; the entry of the server is above everything. */
function layerOfFile(home: string): number {
  if (home === "app/entry.server.tsx") return LAYERS.length;
  return /^app\/[^/]+\.tsx?$/.test(home) ? layerOf("app/routes") : layerOf(home);
}

function isConfiguration(path: string): boolean {
  return !path.includes("/");
}
