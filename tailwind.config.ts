import type { Config } from "tailwindcss";

/**
 * The theme itself is CSS (app/styles/theme.css). `content` stays empty on purpose: each style sheet names its own
 * sources, and a glob here would pour every class of the admin into the public pages' sheet.
 */
export default { content: [] } satisfies Config;
