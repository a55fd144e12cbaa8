-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "bookings_kind_index" ON "bookings" USING btree ("organization_id","id","kind") WHERE "bookings"."kind" not in ('guest', 'walk_in');--> statement-breakpoint
ALTER TABLE "bookings" VALIDATE CONSTRAINT "bookings_kind";--> statement-breakpoint
ALTER TABLE "resources" VALIDATE CONSTRAINT "resources_blocked";
