CREATE TABLE "booking_lines" (
	"organization_id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"session_id" uuid,
	"quantity" bigint NOT NULL,
	"takes" jsonb NOT NULL,
	"guests" bigint NOT NULL,
	"seats" bigint NOT NULL,
	CONSTRAINT "booking_lines_pk" PRIMARY KEY("organization_id","booking_id","position"),
	CONSTRAINT "booking_lines_position" CHECK ("booking_lines"."position" >= 1),
	CONSTRAINT "booking_lines_quantity" CHECK ("booking_lines"."quantity" between 1 and 1000),
	CONSTRAINT "booking_lines_takes" CHECK (jsonb_array_length("booking_lines"."takes") > 0),
	CONSTRAINT "booking_lines_counts" CHECK ("booking_lines"."guests" >= 0 and "booking_lines"."seats" >= 0)
);
--> statement-breakpoint
ALTER TABLE "history" ADD COLUMN "lines" jsonb;--> statement-breakpoint
ALTER TABLE "booking_lines" ADD CONSTRAINT "booking_lines_booking_fk" FOREIGN KEY ("organization_id","booking_id") REFERENCES "public"."bookings"("organization_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE FUNCTION "refuse_if_session_has_lines"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM session_resources s
    JOIN reservations r ON r.organization_id = s.organization_id AND r.resource_id = s.resource_id
    JOIN booking_lines l ON l.organization_id = r.organization_id AND l.booking_id = r.booking_id
    WHERE s.organization_id = OLD.organization_id AND s.session_id = OLD.id AND l.session_id = OLD.id
      AND EXISTS (SELECT FROM history h WHERE h.organization_id = l.organization_id AND h.booking_id = l.booking_id
        AND h.kind = 'confirmed')
  ) THEN
    RAISE EXCEPTION '%: a session that was booked is never deleted', TG_TABLE_NAME
      USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
  END IF;
  RETURN OLD;
END $$;--> statement-breakpoint
CREATE TRIGGER "sessions_with_lines_stay" BEFORE DELETE ON "sessions" FOR EACH ROW
  EXECUTE FUNCTION refuse_if_session_has_lines();
