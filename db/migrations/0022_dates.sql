ALTER TABLE "sessions" DROP CONSTRAINT "sessions_instants";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "cancelled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "cancel_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "cancel_pending" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "cancel_notify" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX "sessions_cancel_pending_index" ON "sessions" USING btree ("organization_id","id") WHERE "sessions"."cancel_pending";--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_cancelled" CHECK ("sessions"."cancelled_at" is not null or ("sessions"."cancel_reason" = '' and not "sessions"."cancel_pending"));--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_instants" CHECK ("sessions"."starts_at" >= '1900-01-01 00:00:00+00' and "sessions"."starts_at" < '2201-01-01 00:00:00+00' and "sessions"."ends_at" >= '1900-01-01 00:00:00+00' and "sessions"."ends_at" < '2201-01-01 00:00:00+00' and "sessions"."cancelled_at" >= '1900-01-01 00:00:00+00' and "sessions"."cancelled_at" < '2201-01-01 00:00:00+00');