-- The creator of an API key or webhook endpoint is a user. They were referenced as a member of the organisation, so that a
-- member who had made one could not be removed.
ALTER TABLE "api_keys" DROP CONSTRAINT "api_keys_member_fk";
--> statement-breakpoint
ALTER TABLE "webhook_endpoints" DROP CONSTRAINT "webhook_endpoints_member_fk";
--> statement-breakpoint
DROP INDEX "api_keys_member_index";--> statement-breakpoint
DROP INDEX "webhook_endpoints_member_index";--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_creator_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_creator_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_creator_index" ON "api_keys" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "webhook_endpoints_creator_index" ON "webhook_endpoints" USING btree ("created_by");