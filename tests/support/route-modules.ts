/** Returns a route's name from its file: `routes/admin/events/new.tsx` is `admin.events.new`, a layout is its folder. */
export const routeNameOf = (path: string) =>
  path.replace(/^.*\/routes\/|(\/layout)?\.tsx?$/g, "").replaceAll("/", ".");
