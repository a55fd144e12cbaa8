ALTER TABLE "mails" DROP CONSTRAINT "mails_kind";--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "formerly" jsonb;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_formerly" CHECK (("mails"."kind" = 'moved') = ("mails"."formerly" is not null));--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_kind" CHECK ("mails"."kind" in ('confirmed', 'changed', 'cancelled', 'moved', 'resent', 'corrected', 'bookings'));