CREATE TABLE "mails" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"last_error" text,
	"due_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "mails_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "mails_kind" CHECK ("mails"."kind" in ('confirmed', 'changed', 'cancelled', 'resent', 'corrected', 'bookings')),
	CONSTRAINT "mails_state" CHECK ("mails"."state" in ('queued', 'sent', 'failed', 'withheld')),
	CONSTRAINT "mails_settled" CHECK (("mails"."state" in ('sent', 'failed')) = ("mails"."settled_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"organization_id" uuid NOT NULL,
	"ticket_hash" "bytea" NOT NULL,
	"booking_id" uuid NOT NULL,
	"serial" bigint NOT NULL,
	"position" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "tickets_pk" PRIMARY KEY("organization_id","ticket_hash"),
	CONSTRAINT "tickets_serial_unique" UNIQUE("organization_id","booking_id","serial"),
	CONSTRAINT "tickets_numbers" CHECK ("tickets"."serial" >= 0 and "tickets"."position" >= 0)
);
--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_booking_fk" FOREIGN KEY ("organization_id","booking_id") REFERENCES "public"."bookings"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_booking_fk" FOREIGN KEY ("organization_id","booking_id") REFERENCES "public"."bookings"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mails_booking_index" ON "mails" USING btree ("organization_id","booking_id","created_at");--> statement-breakpoint
CREATE INDEX "mails_due_index" ON "mails" USING btree ("due_at") WHERE "mails"."state" = 'queued';--> statement-breakpoint
CREATE UNIQUE INDEX "mails_corrected_once" ON "mails" USING btree ("organization_id","booking_id") WHERE "mails"."kind" = 'corrected';--> statement-breakpoint
CREATE UNIQUE INDEX "mails_withheld_once" ON "mails" USING btree ("organization_id","booking_id") WHERE "mails"."state" = 'withheld';--> statement-breakpoint
CREATE INDEX "tickets_hash_index" ON "tickets" USING btree ("ticket_hash");