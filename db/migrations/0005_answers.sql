ALTER TABLE "bookings" ADD COLUMN "attribution" jsonb;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "details" jsonb;