-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "bookings_created_index" ON "bookings" USING brin ("created_at") WITH (autosummarize=true);--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "bookings_due_index" ON "bookings" USING btree ("expires_at") WHERE "bookings"."fate" = 'pending';--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "ledger_at_index" ON "ledger" USING brin ("at") WITH (autosummarize=true);
