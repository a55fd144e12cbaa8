CREATE TABLE "tasks" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"items" jsonb NOT NULL,
	"total" bigint NOT NULL,
	"done" bigint DEFAULT 0 NOT NULL,
	"refused" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"state" text DEFAULT 'unfinished' NOT NULL,
	"leased_until" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"started_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "tasks_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "tasks_kind" CHECK ("tasks"."kind" in ('save-dates')),
	CONSTRAINT "tasks_state" CHECK ("tasks"."state" in ('unfinished', 'done', 'stopped')),
	CONSTRAINT "tasks_ended" CHECK (("tasks"."state" = 'unfinished') = ("tasks"."ended_at" is null)),
	CONSTRAINT "tasks_done" CHECK ("tasks"."done" between 0 and "tasks"."total" and ("tasks"."state" <> 'done' or "tasks"."done" = "tasks"."total")),
	CONSTRAINT "tasks_total" CHECK ("tasks"."total" = jsonb_array_length("tasks"."items"))
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "saving" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_started_by_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tasks_started_by_index" ON "tasks" USING btree ("started_by");--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_subject_unique" ON "tasks" USING btree ("organization_id","subject_id") WHERE "tasks"."state" = 'unfinished';--> statement-breakpoint
CREATE INDEX "tasks_subject_index" ON "tasks" USING btree ("organization_id","subject_id","created_at");--> statement-breakpoint
CREATE INDEX "tasks_unfinished_index" ON "tasks" USING btree ("leased_until") WHERE "tasks"."state" = 'unfinished';--> statement-breakpoint
CREATE INDEX "tasks_ended_index" ON "tasks" USING btree ("ended_at");