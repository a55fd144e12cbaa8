-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "bookings_kind_index" ON "bookings" USING btree ("organization_id","id","kind") WHERE "bookings"."kind" not in ('guest', 'walk_in');--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "bookings_held_network_index" ON "bookings" USING btree ("organization_id","network") WHERE "bookings"."fate" = 'pending' and "bookings"."network" is not null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "bookings_network_index";--> statement-breakpoint
ALTER TABLE "bookings" VALIDATE CONSTRAINT "bookings_kind";--> statement-breakpoint
ALTER TABLE "resources" VALIDATE CONSTRAINT "resources_blocked";
