DROP INDEX "bookings_holder_index";--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "many_from_one_network" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "bookings_holder_index" ON "bookings" USING btree ("organization_id","holder","created_at") WHERE "bookings"."fate" <> 'confirmed' and "bookings"."holder" is not null;