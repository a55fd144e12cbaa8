CREATE TABLE "client_counts" (
	"organization_id" uuid NOT NULL,
	"clients" bigint NOT NULL,
	CONSTRAINT "client_counts_pk" PRIMARY KEY("organization_id")
);
--> statement-breakpoint
CREATE TABLE "rejection_counts" (
	"organization_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"rejected" bigint NOT NULL,
	CONSTRAINT "rejection_counts_pk" PRIMARY KEY("organization_id","reason")
);
--> statement-breakpoint
CREATE TABLE "rejection_cursors" (
	"organization_id" uuid NOT NULL,
	"read_to" timestamp with time zone NOT NULL,
	CONSTRAINT "rejection_cursors_pk" PRIMARY KEY("organization_id")
);
--> statement-breakpoint
CREATE TABLE "kept_answers" (
	"organization_id" uuid NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"status" bigint NOT NULL,
	"body" json,
	CONSTRAINT "kept_answers_pk" PRIMARY KEY("organization_id","key_hash")
);
--> statement-breakpoint
ALTER TABLE "kept_answers" ADD CONSTRAINT "kept_answers_key_fk" FOREIGN KEY ("organization_id","key_hash") REFERENCES "public"."idempotency_keys"("organization_id","key_hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reservations_status_index" ON "reservations" USING btree ("organization_id","status","created_at","id") WHERE "reservations"."status" <> 'CONFIRMED';--> statement-breakpoint
CREATE INDEX "settings_api_origins_index" ON "settings" USING gin ("value") WHERE "settings"."name" = 'api-origins';