-- A constant default rewrites no row, and an instance of the previous version writes no other value. The check is validated in
-- a file of its own, since that reads the table.
ALTER TABLE "resources" ADD COLUMN "over" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "resources" ADD CONSTRAINT "resources_over" CHECK ("resources"."over" >= 0) NOT VALID;
