-- What bookings rest on changes only in the ways that the engine changes it. Everything is decided in the WHEN of a
-- trigger, so that the function runs for what is forbidden and for nothing else; a statement that does not name a column
-- does not even ask its trigger. After the row, so that the checks of a table speak first.
CREATE FUNCTION refuse_by_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: %', TG_TABLE_NAME, TG_ARGV[0]
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "reservations_claim_is_fixed"
  AFTER UPDATE OF organization_id, id, booking_id, resource_id, client_id, quantity, created_at ON "reservations"
  FOR EACH ROW
  WHEN ((OLD.organization_id, OLD.id, OLD.booking_id, OLD.resource_id, OLD.client_id, OLD.quantity, OLD.created_at)
    IS DISTINCT FROM
    (NEW.organization_id, NEW.id, NEW.booking_id, NEW.resource_id, NEW.client_id, NEW.quantity, NEW.created_at))
  EXECUTE FUNCTION refuse_by_name('what a reservation claims never changes');
--> statement-breakpoint
CREATE TRIGGER "reservations_status_moves" AFTER UPDATE OF status ON "reservations" FOR EACH ROW
  WHEN (OLD.status <> NEW.status
    AND NOT (OLD.status = 'PENDING' AND NEW.status IN ('CONFIRMED', 'CANCELLED', 'EXPIRED'))
    AND NOT (OLD.status = 'CONFIRMED' AND NEW.status = 'CANCELLED'))
  EXECUTE FUNCTION refuse_by_name('a reservation does not move between these statuses');
--> statement-breakpoint
CREATE TRIGGER "reservations_stay" AFTER DELETE ON "reservations" FOR EACH ROW
  WHEN (OLD.status <> 'REJECTED')
  EXECUTE FUNCTION refuse_by_name('only rejected reservations are deleted');
--> statement-breakpoint
CREATE TRIGGER "bookings_identity_is_fixed"
  AFTER UPDATE OF organization_id, id, reference, request_id, created_at ON "bookings" FOR EACH ROW
  WHEN ((OLD.organization_id, OLD.id, OLD.reference, OLD.request_id, OLD.created_at)
    IS DISTINCT FROM (NEW.organization_id, NEW.id, NEW.reference, NEW.request_id, NEW.created_at))
  EXECUTE FUNCTION refuse_by_name('who a booking is never changes');
--> statement-breakpoint
CREATE TRIGGER "bookings_fate_moves" AFTER UPDATE OF fate ON "bookings" FOR EACH ROW
  WHEN (OLD.fate <> NEW.fate
    AND NOT (OLD.fate = 'pending' AND NEW.fate IN ('confirmed', 'cancelled', 'expired'))
    AND NOT (OLD.fate = 'confirmed' AND NEW.fate = 'cancelled'))
  EXECUTE FUNCTION refuse_by_name('a booking does not move between these fates');
--> statement-breakpoint
CREATE TRIGGER "bookings_stay" AFTER DELETE ON "bookings" FOR EACH ROW
  EXECUTE FUNCTION refuse_by_name('bookings are never deleted');
--> statement-breakpoint
CREATE TRIGGER "resources_identity_is_fixed"
  AFTER UPDATE OF organization_id, id, created_at ON "resources" FOR EACH ROW
  WHEN ((OLD.organization_id, OLD.id, OLD.created_at) IS DISTINCT FROM (NEW.organization_id, NEW.id, NEW.created_at))
  EXECUTE FUNCTION refuse_by_name('which resource it is never changes');
--> statement-breakpoint
CREATE TRIGGER "resources_version_grows"
  AFTER UPDATE OF booked, held, capacity, version, head ON "resources" FOR EACH ROW
  WHEN (NEW.version < OLD.version
    OR (NEW.version = OLD.version
      AND (OLD.booked, OLD.held, OLD.capacity, OLD.head) IS DISTINCT FROM (NEW.booked, NEW.held, NEW.capacity, NEW.head)))
  EXECUTE FUNCTION refuse_by_name('counts and capacity change only with a new version');
--> statement-breakpoint
CREATE TRIGGER "resources_stay" AFTER DELETE ON "resources" FOR EACH ROW
  EXECUTE FUNCTION refuse_by_name('resources are never deleted');
--> statement-breakpoint
CREATE TRIGGER "resources_are_not_emptied" BEFORE TRUNCATE ON "resources" FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_by_name('resources are never deleted');
--> statement-breakpoint
CREATE TRIGGER "reservations_are_not_emptied" BEFORE TRUNCATE ON "reservations" FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_by_name('reservations are never emptied');
--> statement-breakpoint
CREATE TRIGGER "bookings_are_not_emptied" BEFORE TRUNCATE ON "bookings" FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_by_name('bookings are never emptied');
