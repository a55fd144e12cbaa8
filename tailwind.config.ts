import type { Config } from "tailwindcss";

/** The theme itself is CSS (app/styles/theme.css). `content` stays empty: the style sheets name the utilities they build. */
export default { content: [] } satisfies Config;
