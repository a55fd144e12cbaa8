export * from "./bookings.ts";
export * from "./counters.ts";
export * from "./events.ts";
export * from "./members.ts";
export * from "./organizations.ts";
export * from "./people.ts";
export * from "./resources.ts";
export * from "./slugs.ts";
