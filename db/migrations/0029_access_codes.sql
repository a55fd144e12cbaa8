ALTER TABLE "events" DROP CONSTRAINT "events_visibility";--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "access_code" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_access_code" CHECK (length("events"."access_code") <= 60 and ("events"."visibility" <> 'private' or length("events"."access_code") >= 6));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_visibility" CHECK ("events"."visibility" in ('public', 'unlisted', 'private'));