-- Both columns are null in the rows that are there, and in those of an instance of the previous version. The checks are not
-- validated here, which would read the whole history under a lock.
ALTER TABLE "history" ADD COLUMN "acts_as" text;--> statement-breakpoint
ALTER TABLE "history" ADD COLUMN "warnings" text[];--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_actor";--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_actor" CHECK ("history"."actor" in ('guest', 'member', 'key', 'link', 'system')) NOT VALID;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_acts_as" CHECK ("history"."acts_as" in ('attendee', 'program', 'desk', 'system')) NOT VALID;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_warnings" CHECK (cardinality("history"."warnings") > 0) NOT VALID;
