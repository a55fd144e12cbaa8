CREATE TABLE "client_cursors" (
	"organization_id" uuid NOT NULL,
	"resource_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	CONSTRAINT "client_cursors_pk" PRIMARY KEY("organization_id","resource_id")
);
--> statement-breakpoint
CREATE TABLE "clients" (
	"organization_id" uuid NOT NULL,
	"client_id" text NOT NULL,
	"taken" bigint NOT NULL,
	"taken_quantity" bigint NOT NULL,
	"freed" bigint NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "clients_pk" PRIMARY KEY("organization_id","client_id")
);
--> statement-breakpoint
CREATE TABLE "resource_days" (
	"organization_id" uuid NOT NULL,
	"resource_id" text NOT NULL,
	"day" date NOT NULL,
	"taken" bigint NOT NULL,
	"taken_quantity" bigint NOT NULL,
	"freed" bigint NOT NULL,
	"freed_quantity" bigint NOT NULL,
	"rejected" bigint NOT NULL,
	"rejected_quantity" bigint NOT NULL,
	CONSTRAINT "resource_days_pk" PRIMARY KEY("organization_id","resource_id","day"),
	CONSTRAINT "resource_days_counts" CHECK ("resource_days"."taken" >= 0 and "resource_days"."freed" >= 0 and "resource_days"."rejected" >= 0)
);
--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "person" "bytea";--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "counted" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "holder" "bytea";--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "network" "bytea";--> statement-breakpoint
CREATE INDEX "clients_latest_index" ON "clients" USING btree ("organization_id","last_at");--> statement-breakpoint
CREATE INDEX "resource_days_day_index" ON "resource_days" USING btree ("organization_id","day");--> statement-breakpoint
CREATE INDEX "bookings_holder_index" ON "bookings" USING btree ("organization_id","holder") WHERE "bookings"."fate" = 'pending';--> statement-breakpoint
CREATE INDEX "bookings_network_index" ON "bookings" USING btree ("organization_id","network") WHERE "bookings"."fate" = 'pending';--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_counted" CHECK ("bookings"."counted" >= 0);