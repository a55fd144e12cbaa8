CREATE TABLE "questions" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"type" text NOT NULL,
	"label" text NOT NULL,
	"hint" text DEFAULT '' NOT NULL,
	"required" boolean DEFAULT false NOT NULL,
	"per" text DEFAULT 'booking' NOT NULL,
	"options" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "questions_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "questions_type" CHECK ("questions"."type" in ('text', 'long-text', 'choice', 'choices', 'number', 'phone', 'date', 'consent')),
	CONSTRAINT "questions_label" CHECK (length("questions"."label") between 1 and 300),
	CONSTRAINT "questions_per" CHECK ("questions"."per" in ('booking', 'person'))
);
--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_state";--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "cancel_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "online" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "price" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "contact_email" text;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "message" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "seat_noun" text DEFAULT 'seat' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "numbers_shown" text DEFAULT 'near-end' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "max_per_person" bigint;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "opens_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "closes_minutes_before" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "cancel_minutes_before" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "hold_minutes" bigint DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "extend_minutes" bigint DEFAULT 5 NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "guest_names" text DEFAULT 'optional' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "code_per" text DEFAULT 'booking' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "public_api" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "embed_sites" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "embed_sites" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_event_fk" FOREIGN KEY ("organization_id","event_id") REFERENCES "public"."events"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "questions_event_index" ON "questions" USING btree ("organization_id","event_id","position");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_max_per_person" CHECK ("events"."max_per_person" between 1 and 1000);--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_hold_minutes" CHECK ("events"."hold_minutes" between 1 and 60 and "events"."extend_minutes" between 1 and 60);--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_cut_offs" CHECK ("events"."closes_minutes_before" >= 0 and "events"."cancel_minutes_before" >= 0);--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_seat_noun" CHECK ("events"."seat_noun" in ('seat', 'place', 'ticket', 'table'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_numbers_shown" CHECK ("events"."numbers_shown" in ('always', 'near-end', 'never'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_guest_names" CHECK ("events"."guest_names" in ('none', 'optional', 'required'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_code_per" CHECK ("events"."code_per" in ('booking', 'guest'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_state" CHECK ("events"."state" in ('draft', 'published', 'cancelled', 'removed'));