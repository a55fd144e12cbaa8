DROP INDEX "link_tokens_booking_index";--> statement-breakpoint
DROP INDEX "link_tokens_hash_index";--> statement-breakpoint
CREATE INDEX "link_tokens_hash_index" ON "link_tokens" USING hash ("token_hash");--> statement-breakpoint
ALTER TABLE "link_tokens" DROP CONSTRAINT "link_tokens_pk";
--> statement-breakpoint
ALTER TABLE "link_tokens" ADD CONSTRAINT "link_tokens_pk" PRIMARY KEY("organization_id","booking_id","token_hash");