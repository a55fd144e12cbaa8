/** Development only: pages without hydration have no listener for hot updates, so they reload when a file changes. */
import.meta.hot?.on("reservo:changed", () => location.reload());
