DROP INDEX "link_tokens_hash_index";--> statement-breakpoint
DROP INDEX "link_tokens_booking_index";--> statement-breakpoint
ALTER TABLE "link_tokens" DROP CONSTRAINT "link_tokens_pk";
--> statement-breakpoint
ALTER TABLE "link_tokens" ADD CONSTRAINT "link_tokens_pk" PRIMARY KEY("organization_id","booking_id","token_hash");--> statement-breakpoint
-- Each token's hash once, in a hash index: it keeps 4 bytes a value, and a link is found through it.
ALTER TABLE "link_tokens" ADD CONSTRAINT "link_tokens_hash_once" EXCLUDE USING hash ("token_hash" WITH =);
