CREATE TABLE "embed_installs" (
	"organization_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"site" text NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "embed_installs_pk" PRIMARY KEY("organization_id","event_id","site"),
	CONSTRAINT "embed_installs_site" CHECK (length("embed_installs"."site") between 1 and 300)
);
--> statement-breakpoint
CREATE TABLE "embeds" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"event_id" uuid NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "embeds_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "embeds_id" CHECK ("embeds"."id" ~ '^emb_[a-z0-9]{8,40}$'),
	CONSTRAINT "embeds_name" CHECK (length("embeds"."name") between 1 and 80)
);
--> statement-breakpoint
ALTER TABLE "embed_installs" ADD CONSTRAINT "embed_installs_event_fk" FOREIGN KEY ("organization_id","event_id") REFERENCES "public"."events"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embeds" ADD CONSTRAINT "embeds_event_fk" FOREIGN KEY ("organization_id","event_id") REFERENCES "public"."events"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "embeds_event_index" ON "embeds" USING btree ("organization_id","event_id","created_at");