import { migrateDatabase } from "./compose/database.server.ts";
import { handleError, renderPage } from "./compose/render-page.server.tsx";
import { start } from "./compose/start.server.ts";

// The exports that Remix and server.mjs ask for. compose/ puts everything together.
export default renderPage;
export { handleError, migrateDatabase, start };
