-- What people type keeps its meaning: cut-offs remember their unit, options have ids, former public names lead on, and an
-- organisation says in which country it is.
ALTER TABLE "events" ADD COLUMN "closes_unit" text DEFAULT 'minutes' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "cancel_unit" text DEFAULT 'minutes' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "currency" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "privacy_url" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "imprint_url" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "version" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "slugs" ADD COLUMN "current" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "slugs_current_of_event" ON "slugs" USING btree ("organization_id","event_id") WHERE "slugs"."current";--> statement-breakpoint
CREATE UNIQUE INDEX "slugs_current_of_organization" ON "slugs" USING btree ("organization_id") WHERE "slugs"."current" and "slugs"."event_id" is null;--> statement-breakpoint
-- The unit in which the form has shown each cut-off until now.
UPDATE "events" SET
  "closes_unit" = CASE WHEN "closes_minutes_before" = 0 THEN 'minutes' WHEN "closes_minutes_before" % 1440 = 0 THEN 'days'
    WHEN "closes_minutes_before" % 60 = 0 THEN 'hours' ELSE 'minutes' END,
  "cancel_unit" = CASE WHEN "cancel_minutes_before" = 0 THEN 'hours' WHEN "cancel_minutes_before" % 1440 = 0 THEN 'days'
    WHEN "cancel_minutes_before" % 60 = 0 THEN 'hours' ELSE 'minutes' END
WHERE "closes_minutes_before" > 0 OR "cancel_minutes_before" > 0;--> statement-breakpoint
UPDATE "questions" SET "options" = (
  SELECT jsonb_agg(jsonb_build_object('id', substr(md5("questions"."id" || label), 1, 12), 'label', label) ORDER BY place)
  FROM jsonb_array_elements_text("questions"."options") WITH ORDINALITY AS each(label, place)
) WHERE jsonb_array_length("options") > 0;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_cut_off_units" CHECK ("events"."closes_unit" in ('minutes', 'hours', 'days') and "events"."cancel_unit" in ('minutes', 'hours', 'days')
        and ("events"."closes_unit" <> 'days' or "events"."closes_minutes_before" % 1440 = 0)
        and ("events"."cancel_unit" <> 'days' or "events"."cancel_minutes_before" % 1440 = 0));--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_country" CHECK ("organizations"."country" ~ '^[A-Z]{2}$');--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_currency" CHECK ("organizations"."currency" ~ '^[A-Z]{3}$');--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_links" CHECK ("organizations"."privacy_url" ~ '^(https?://|$)' and "organizations"."imprint_url" ~ '^(https?://|$)');