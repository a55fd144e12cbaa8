CREATE TABLE "audit_log" (
	"organization_id" uuid NOT NULL,
	"sequence" bigint DEFAULT 0 NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"channel" text NOT NULL,
	"action" text NOT NULL,
	"object_kind" text NOT NULL,
	"object_id" uuid,
	"before" jsonb,
	"after" jsonb,
	"network_hash" "bytea",
	"request_id" text,
	"previous_hash" "bytea" DEFAULT '' NOT NULL,
	"hash" "bytea" DEFAULT '' NOT NULL,
	CONSTRAINT "audit_log_pk" PRIMARY KEY("organization_id","sequence"),
	CONSTRAINT "audit_log_actor" CHECK ("audit_log"."actor_kind" in ('guest', 'member', 'key', 'system')),
	CONSTRAINT "audit_log_channel" CHECK ("audit_log"."channel" in ('page', 'api', 'job', 'command-line')),
	CONSTRAINT "audit_log_action" CHECK ("audit_log"."action" ~ '^[a-z]+(-[a-z]+)*[.][a-z]+(-[a-z]+)*$')
);
--> statement-breakpoint
CREATE TABLE "account_mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"contents" "bytea",
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"last_error" text,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "account_mails_kind" CHECK ("account_mails"."kind" in ('invitation', 'password-link', 'password-changed', 'email-link', 'email-changed', 'two-factor-on', 'two-factor-off')),
	CONSTRAINT "account_mails_state" CHECK ("account_mails"."state" in ('queued', 'sent', 'failed')),
	CONSTRAINT "account_mails_settled" CHECK (("account_mails"."state" = 'queued') = ("account_mails"."settled_at" is null) and ("account_mails"."state" = 'queued') = ("account_mails"."contents" is not null))
);
--> statement-breakpoint
CREATE TABLE "account_links" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"email" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "account_links_kind" CHECK ("account_links"."kind" in ('password', 'email')),
	CONSTRAINT "account_links_email" CHECK (("account_links"."kind" = 'email') = ("account_links"."email" is not null))
);
--> statement-breakpoint
CREATE TABLE "event_members" (
	"organization_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_members_pk" PRIMARY KEY("organization_id","event_id","user_id"),
	CONSTRAINT "event_members_role" CHECK ("event_members"."role" not in ('owner', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"email" text,
	"role" text NOT NULL,
	"event_ids" uuid[] DEFAULT '{}' NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"accepted_by" uuid,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitations_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "invitations_role" CHECK ("invitations"."role" <> 'owner' and ("invitations"."role" <> 'admin' or cardinality("invitations"."event_ids") = 0)),
	CONSTRAINT "invitations_ended" CHECK ("invitations"."accepted_at" is null or "invitations"."revoked_at" is null)
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"user_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_pk" PRIMARY KEY("user_id","code_hash")
);
--> statement-breakpoint
ALTER TABLE "api_keys" DROP CONSTRAINT "api_keys_scopes";--> statement-breakpoint
ALTER TABLE "members" DROP CONSTRAINT "members_role";--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "role" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "networks" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "last_seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sign_ins" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "totp_secret" "bytea";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "totp_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "totp_last_step" bigint;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "requires_two_factor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "account_links" ADD CONSTRAINT "account_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_members" ADD CONSTRAINT "event_members_event_fk" FOREIGN KEY ("organization_id","event_id") REFERENCES "public"."events"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_members" ADD CONSTRAINT "event_members_member_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."members"("organization_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_accepted_by_users_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_actor_index" ON "audit_log" USING btree ("organization_id","actor_id","sequence");--> statement-breakpoint
CREATE INDEX "audit_log_object_index" ON "audit_log" USING btree ("organization_id","object_id","sequence");--> statement-breakpoint
CREATE INDEX "audit_log_action_index" ON "audit_log" USING btree ("organization_id","action","sequence");--> statement-breakpoint
CREATE INDEX "account_mails_due_index" ON "account_mails" USING btree ("due_at") WHERE "account_mails"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "account_mails_settled_index" ON "account_mails" USING btree ("settled_at");--> statement-breakpoint
CREATE INDEX "account_links_user_index" ON "account_links" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "account_links_expiry_index" ON "account_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "event_members_user_index" ON "event_members" USING btree ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "invitations_token_index" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "invitations_created_by_index" ON "invitations" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "invitations_accepted_by_index" ON "invitations" USING btree ("accepted_by");--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_id_unique" UNIQUE("id");--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_networks" CHECK (cardinality("api_keys"."networks") <= 50);--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_scopes" CHECK ("api_keys"."scopes" <@ array['read', 'book', 'desk', 'manage'] and cardinality("api_keys"."scopes") > 0);--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_role" CHECK ("members"."role" in ('owner', 'admin', 'editor', 'desk', 'check-in', 'viewer'));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_totp" CHECK (("users"."totp_secret" is null) = ("users"."totp_since" is null) and ("users"."totp_secret" is null) = ("users"."totp_last_step" is null));--> statement-breakpoint
-- The hash of a row of the audit log: of the row before, and of every column but the hash itself. The time is a number, so that
-- the result does not depend on the session's time zone.
CREATE FUNCTION audit_log_hash(logged "audit_log") RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(logged.previous_hash || convert_to(jsonb_build_array(
    logged.organization_id, logged.sequence, extract(epoch from logged.at), logged.actor_kind, logged.actor_id,
    logged.channel, logged.action, logged.object_kind, logged.object_id, logged.before, logged.after,
    encode(logged.network_hash, 'hex'), logged.request_id)::text, 'UTF8'))
$$;
--> statement-breakpoint
-- Numbers and chains the rows of each organisation. The lock lasts until the transaction ends, so that rows are committed in
-- the order of their numbers.
CREATE FUNCTION chain_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  latest record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit_log ' || NEW.organization_id, 0));
  SELECT sequence, hash INTO latest FROM audit_log
    WHERE organization_id = NEW.organization_id ORDER BY sequence DESC LIMIT 1;
  NEW.sequence := coalesce(latest.sequence, 0) + 1;
  NEW.at := clock_timestamp();
  NEW.previous_hash := coalesce(latest.hash, ''::bytea);
  NEW.hash := audit_log_hash(NEW);
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "audit_log_chain" BEFORE INSERT ON "audit_log" FOR EACH ROW EXECUTE FUNCTION chain_audit_log();
--> statement-breakpoint
CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Disabling a user ends their sign-ins and links, so that enabling brings none of them back.
CREATE FUNCTION end_sign_ins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM sign_ins WHERE user_id = NEW.id;
  DELETE FROM account_links WHERE user_id = NEW.id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "users_end_sign_ins" AFTER UPDATE OF "disabled_at" ON "users"
  FOR EACH ROW WHEN (OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL) EXECUTE FUNCTION end_sign_ins();
--> statement-breakpoint
-- An organisation that has an owner keeps one. The lock decides between two owners who leave at the same time.
CREATE FUNCTION keep_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('owners of ' || OLD.organization_id, 0));
  IF NOT EXISTS (SELECT FROM members WHERE organization_id = OLD.organization_id AND role = 'owner') THEN
    RAISE EXCEPTION 'the organisation would have no owner'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'members_keep_owner';
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "members_keep_owner_update" AFTER UPDATE OF "role" ON "members"
  FOR EACH ROW WHEN (OLD.role = 'owner' AND NEW.role IS DISTINCT FROM 'owner') EXECUTE FUNCTION keep_owner();
--> statement-breakpoint
CREATE TRIGGER "members_keep_owner_delete" AFTER DELETE ON "members"
  FOR EACH ROW WHEN (OLD.role = 'owner') EXECUTE FUNCTION keep_owner();
