-- An instance of the previous version makes bookings of guests only, and it may free a block without lowering what is
-- blocked, so only the sign of that is checked. The checks are validated in the next file, without blocking bookings.
ALTER TABLE "bookings" ADD COLUMN "kind" text DEFAULT 'guest' NOT NULL;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "was_tentative" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "blocked" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_kind" CHECK ("bookings"."kind" in ('guest', 'walk_in', 'block', 'tentative', 'test')) NOT VALID;--> statement-breakpoint
ALTER TABLE "resources" ADD CONSTRAINT "resources_blocked" CHECK ("resources"."blocked" >= 0) NOT VALID;--> statement-breakpoint
CREATE TRIGGER "bookings_kind_is_fixed" AFTER UPDATE OF kind ON "bookings" FOR EACH ROW
  WHEN (OLD.kind <> NEW.kind AND NOT (OLD.kind = 'tentative' AND NEW.kind = 'guest'))
  EXECUTE FUNCTION refuse_by_name('the kind of a booking changes only from tentative to guest');
