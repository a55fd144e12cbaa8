import { homeOf, importsOf, type ModuleImport } from "./modules.ts";
import { isCode, isTest, type Offence, type Rule } from "./source-file.ts";

/** From the bottom up. A folder may import what stands in a line above its own here, and its own files; no sibling. */
const LAYERS = [
  ["db"],
  ["app/platform"],
  ["app/i18n", "app/media"],
  ["app/organizations"],
  ["app/availability"],
  ["app/booking"],
  ["app/events"],
  ["app/notifications", "app/attendees", "app/waitlist", "app/analytics", "app/embed", "app/auth"],
  ["app/routes", "app/api", "app/jobs"],
];

const BELOW = (home: string) => {
  const height = LAYERS.findIndex((layer) => layer.includes(home));
  return height < 0 ? undefined : LAYERS.slice(0, height).flat();
};

const DOORS = ["app/routes", "app/api", "app/jobs"];
/** Features with pages or mails of their own: they put the words of the design together. */
const DRAWING = [
  "app/events",
  "app/notifications",
  "app/attendees",
  "app/waitlist",
  "app/analytics",
  "app/embed",
];
const LOOKS = ["app/ui", "app/styles"];
const COMPOSITION_ROOT = "app/entry.server.tsx";
const ELEMENT_TYPES = "app/elements/elements.d.ts";

/** The folders that are no layer, and what each may import besides its own files. */
const BESIDE: Record<string, string[]> = {
  "app/host": ["db", "app/platform"],
  "app/ui": ["app/platform", "app/i18n", "app/styles"],
  "app/elements": [],
  "app/styles": [],
  vite: [],
};

/** Who imports whom: the arrow never points up, nobody imports a door, and only the composition root knows the host. */
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
  if (target === undefined || from === COMPOSITION_ROOT) return undefined;
  const targetHome = homeOf(target);
  if (targetHome === home) return undefined;
  if (targetHome.startsWith("tests"))
    return isConfiguration(from) ? undefined : `${specifier}: only tests import tests`;
  if (isConfiguration(from))
    return targetHome.startsWith("app") ? `${specifier}: configuration knows no app code` : undefined;
  if (!allowed(home, target, targetHome)) return `${specifier}: ${home} may not import ${targetHome}`;
  if (/^app\/(ui|elements)$/.test(home) && target.includes(".server."))
    return `${specifier}: ${home} imports no server code`;
  return undefined;
}

function allowed(home: string, target: string, targetHome: string): boolean {
  // Files directly in app/ (root.tsx, routes.ts, entry.client.tsx) are doors that may also draw.
  const isDoor = DOORS.includes(home) || /^app\/[^/]+\.tsx?$/.test(home);
  const draws = isDoor && home !== "app/api" && home !== "app/jobs";
  if (DRAWING.includes(home) && targetHome === "app/ui") return true;
  if (home === "app/embed" && targetHome === "app/elements") return true;
  if (draws && (LOOKS.includes(targetHome) || target === ELEMENT_TYPES)) return true;
  if (home === "app/ui" && target === ELEMENT_TYPES) return true;
  const beside = BESIDE[home];
  if (beside !== undefined) return beside.includes(targetHome);
  return (BELOW(isDoor ? "app/routes" : home) ?? []).includes(targetHome);
}

function isConfiguration(path: string): boolean {
  return !path.includes("/");
}
