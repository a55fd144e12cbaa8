-- A cancelled resource is CLOSED with a mark, so that an instance of the previous version sells nothing of it. That version
-- cannot open one either: the check refuses it. The ledger's check is not validated, which would read the whole ledger
-- under a lock: every row that is there has passed the narrower check before.
ALTER TABLE "ledger" DROP CONSTRAINT "ledger_kind";--> statement-breakpoint
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_kind" CHECK ("ledger"."kind" in ('created', 'taken', 'confirmed', 'freed', 'capacity', 'type', 'rules', 'opened', 'closed', 'cancelled')) NOT VALID;--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "cancelled" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "resources" ADD CONSTRAINT "resources_cancelled" CHECK (not "resources"."cancelled" or "resources"."state" <> 'OPEN');
