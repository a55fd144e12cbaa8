ALTER TABLE "events" ADD COLUMN "updated_by" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "opens_with_event" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_updated_by_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_updated_by_index" ON "events" USING btree ("updated_by");