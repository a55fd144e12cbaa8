ALTER TABLE "embeds" ADD COLUMN "version" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD COLUMN "version" bigint DEFAULT 1 NOT NULL;