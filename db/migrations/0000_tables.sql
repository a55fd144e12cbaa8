CREATE TABLE "bookings" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reference" text NOT NULL,
	"fate" text NOT NULL,
	"client_id" text NOT NULL,
	"scope" text,
	"expires_at" timestamp with time zone,
	"source" text,
	"metadata" jsonb,
	"request_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "bookings_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "bookings_reference_unique" UNIQUE("organization_id","reference"),
	CONSTRAINT "bookings_request_unique" UNIQUE("organization_id","request_id"),
	CONSTRAINT "bookings_fate" CHECK ("bookings"."fate" in ('pending', 'confirmed', 'cancelled', 'expired')),
	CONSTRAINT "bookings_hold_has_deadline" CHECK ("bookings"."fate" <> 'pending' or "bookings"."expires_at" is not null),
	CONSTRAINT "bookings_reference_shape" CHECK ("bookings"."reference" ~ '^[2-9A-HJKMNP-TV-Z]{8}$')
);
--> statement-breakpoint
CREATE TABLE "history" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"actor_id" uuid,
	"request_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "history_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "history_position" CHECK ("history"."position" >= 1),
	CONSTRAINT "history_kind" CHECK ("history"."kind" in ('held', 'confirmed', 'changed', 'cancelled', 'expired', 'extended')),
	CONSTRAINT "history_actor" CHECK ("history"."actor" in ('guest', 'member', 'key', 'system'))
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"kind" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "outbox_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"booking_id" uuid,
	"resource_id" text NOT NULL,
	"client_id" text NOT NULL,
	"quantity" bigint NOT NULL,
	"status" text NOT NULL,
	"rejection_reason" text,
	"sequence" bigint NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reservations_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "reservations_quantity" CHECK ("reservations"."quantity" between 1 and 1000),
	CONSTRAINT "reservations_status" CHECK ("reservations"."status" in ('PENDING', 'CONFIRMED', 'CANCELLED', 'EXPIRED', 'REJECTED')),
	CONSTRAINT "reservations_rejected_stand_alone" CHECK (("reservations"."status" = 'REJECTED') = ("reservations"."booking_id" is null) and ("reservations"."status" = 'REJECTED') = ("reservations"."rejection_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "events" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"place" text DEFAULT '' NOT NULL,
	"time_zone" text NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"stock" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"max_per_booking" bigint NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone,
	CONSTRAINT "events_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "events_state" CHECK ("events"."state" in ('draft', 'published', 'cancelled')),
	CONSTRAINT "events_title" CHECK (length("events"."title") between 1 and 200),
	CONSTRAINT "events_max_per_booking" CHECK ("events"."max_per_booking" between 1 and 1000)
);
--> statement-breakpoint
CREATE TABLE "session_resources" (
	"organization_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"resource_id" text NOT NULL,
	CONSTRAINT "session_resources_pk" PRIMARY KEY("organization_id","session_id","position"),
	CONSTRAINT "session_resources_once" UNIQUE("organization_id","session_id","resource_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"label" text DEFAULT '' NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "sessions_order" CHECK ("sessions"."ends_at" > "sessions"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "api_keys_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "api_keys_scopes" CHECK ("api_keys"."scopes" <@ array['read', 'book', 'manage'] and cardinality("api_keys"."scopes") > 0)
);
--> statement-breakpoint
CREATE TABLE "members" (
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_pk" PRIMARY KEY("organization_id","user_id"),
	CONSTRAINT "members_role" CHECK ("members"."role" in ('owner', 'admin', 'editor', 'check-in', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"contact_email" text,
	"time_zone" text NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"value" jsonb NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settings_pk" PRIMARY KEY("organization_id","name")
);
--> statement-breakpoint
CREATE TABLE "slugs" (
	"slug" text PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"event_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "slugs_shape" CHECK ("slugs"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length("slugs"."slug") between 1 and 80)
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"organization_id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"person" bigint DEFAULT 0 NOT NULL,
	"question_id" uuid NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "answers_pk" PRIMARY KEY("organization_id","booking_id","person","question_id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"organization_id" uuid NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"fingerprint" "bytea" NOT NULL,
	"outcome" text NOT NULL,
	"booking_id" uuid,
	"sequence" bigint NOT NULL,
	"remaining" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_pk" PRIMARY KEY("organization_id","key_hash"),
	CONSTRAINT "idempotency_keys_hashes" CHECK (length("idempotency_keys"."key_hash") = 32 and length("idempotency_keys"."fingerprint") = 32)
);
--> statement-breakpoint
CREATE TABLE "link_tokens" (
	"organization_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"booking_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "link_tokens_pk" PRIMARY KEY("organization_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"organization_id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"locale" text NOT NULL,
	CONSTRAINT "people_pk" PRIMARY KEY("organization_id","booking_id","position"),
	CONSTRAINT "people_booker_has_email" CHECK ("people"."position" > 0 or "people"."email" is not null)
);
--> statement-breakpoint
CREATE TABLE "person_limits" (
	"organization_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"person" "bytea" NOT NULL,
	"taken" bigint NOT NULL,
	CONSTRAINT "person_limits_pk" PRIMARY KEY("organization_id","scope","person"),
	CONSTRAINT "person_limits_taken" CHECK ("person_limits"."taken" >= 0)
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"organization_id" uuid NOT NULL,
	"resource_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"kind" text NOT NULL,
	"booking_id" uuid,
	"reservation_id" uuid,
	"request_id" uuid NOT NULL,
	"booked_delta" bigint NOT NULL,
	"held_delta" bigint NOT NULL,
	"booked" bigint NOT NULL,
	"held" bigint NOT NULL,
	"set_aside" bigint NOT NULL,
	"capacity" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "ledger_pk" PRIMARY KEY("organization_id","resource_id","sequence"),
	CONSTRAINT "ledger_sequence" CHECK ("ledger"."sequence" >= 1),
	CONSTRAINT "ledger_never_oversold" CHECK ("ledger"."booked" >= 0 and "ledger"."held" >= 0 and "ledger"."set_aside" >= 0 and "ledger"."booked" + "ledger"."held" + "ledger"."set_aside" <= "ledger"."capacity"),
	CONSTRAINT "ledger_kind" CHECK ("ledger"."kind" in ('created', 'taken', 'confirmed', 'freed', 'capacity', 'type', 'rules', 'opened', 'closed')),
	CONSTRAINT "ledger_names_what_moved" CHECK (("ledger"."kind" in ('taken', 'confirmed', 'freed')) = ("ledger"."reservation_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "resources" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"capacity" bigint NOT NULL,
	"booked" bigint DEFAULT 0 NOT NULL,
	"held" bigint DEFAULT 0 NOT NULL,
	"set_aside" bigint DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'OPEN' NOT NULL,
	"waiting" boolean DEFAULT false NOT NULL,
	"opens_at" timestamp with time zone,
	"closes_at" timestamp with time zone,
	"cancel_until" timestamp with time zone,
	"max_per_booking" bigint,
	"max_per_person" bigint,
	"hold_seconds" bigint,
	"scope" text,
	"version" bigint NOT NULL,
	"head" "bytea" NOT NULL,
	"lowest_margin" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "resources_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "resources_id_shape" CHECK ("resources"."id" ~ '^[A-Za-z0-9._@+-]{1,100}$'),
	CONSTRAINT "resources_capacity" CHECK ("resources"."capacity" >= 1),
	CONSTRAINT "resources_counts" CHECK ("resources"."booked" >= 0 and "resources"."held" >= 0 and "resources"."set_aside" >= 0),
	CONSTRAINT "resources_never_oversold" CHECK ("resources"."booked" + "resources"."held" + "resources"."set_aside" <= "resources"."capacity"),
	CONSTRAINT "resources_state" CHECK ("resources"."state" in ('OPEN', 'CLOSED')),
	CONSTRAINT "resources_version" CHECK ("resources"."version" >= 1),
	CONSTRAINT "resources_margin" CHECK ("resources"."lowest_margin" >= 0)
);
--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_booking_fk" FOREIGN KEY ("organization_id","booking_id") REFERENCES "public"."bookings"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_history_fk" FOREIGN KEY ("organization_id","id") REFERENCES "public"."history"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_booking_fk" FOREIGN KEY ("organization_id","booking_id") REFERENCES "public"."bookings"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_resources" ADD CONSTRAINT "session_resources_session_fk" FOREIGN KEY ("organization_id","session_id") REFERENCES "public"."sessions"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_event_fk" FOREIGN KEY ("organization_id","event_id") REFERENCES "public"."events"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_member_fk" FOREIGN KEY ("organization_id","created_by") REFERENCES "public"."members"("organization_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slugs" ADD CONSTRAINT "slugs_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slugs" ADD CONSTRAINT "slugs_event_fk" FOREIGN KEY ("organization_id","event_id") REFERENCES "public"."events"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_booking_fk" FOREIGN KEY ("organization_id","booking_id") REFERENCES "public"."bookings"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_booking_fk" FOREIGN KEY ("organization_id","booking_id") REFERENCES "public"."bookings"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_tokens" ADD CONSTRAINT "link_tokens_booking_fk" FOREIGN KEY ("organization_id","booking_id") REFERENCES "public"."bookings"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_booking_fk" FOREIGN KEY ("organization_id","booking_id") REFERENCES "public"."bookings"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bookings_scope_index" ON "bookings" USING btree ("organization_id","scope","created_at","id");--> statement-breakpoint
CREATE INDEX "bookings_newest_index" ON "bookings" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX "bookings_overdue_index" ON "bookings" USING btree ("organization_id","expires_at") WHERE "bookings"."fate" = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "history_position_unique" ON "history" USING btree ("organization_id","booking_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "history_request_unique" ON "history" USING btree ("organization_id","request_id");--> statement-breakpoint
CREATE INDEX "outbox_due_index" ON "outbox" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "outbox_booking_index" ON "outbox" USING btree ("organization_id","booking_id","position");--> statement-breakpoint
CREATE INDEX "reservations_booking_index" ON "reservations" USING btree ("organization_id","booking_id");--> statement-breakpoint
CREATE INDEX "reservations_resource_index" ON "reservations" USING btree ("organization_id","resource_id","created_at");--> statement-breakpoint
CREATE INDEX "reservations_client_index" ON "reservations" USING btree ("organization_id","client_id","created_at");--> statement-breakpoint
CREATE INDEX "reservations_newest_index" ON "reservations" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX "events_state_index" ON "events" USING btree ("organization_id","state","created_at");--> statement-breakpoint
CREATE INDEX "session_resources_resource_index" ON "session_resources" USING btree ("organization_id","resource_id");--> statement-breakpoint
CREATE INDEX "sessions_event_index" ON "sessions" USING btree ("organization_id","event_id","starts_at");--> statement-breakpoint
CREATE INDEX "api_keys_member_index" ON "api_keys" USING btree ("organization_id","created_by");--> statement-breakpoint
CREATE INDEX "api_keys_secret_index" ON "api_keys" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "members_user_index" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_ins_user_index" ON "sign_ins" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_ins_expiry_index" ON "sign_ins" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_unique" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "slugs_event_index" ON "slugs" USING btree ("organization_id","event_id");--> statement-breakpoint
CREATE INDEX "answers_question_index" ON "answers" USING btree ("organization_id","question_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_booking_index" ON "idempotency_keys" USING btree ("organization_id","booking_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_expiry_index" ON "idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "link_tokens_hash_index" ON "link_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "link_tokens_booking_index" ON "link_tokens" USING btree ("organization_id","booking_id");--> statement-breakpoint
CREATE INDEX "people_email_index" ON "people" USING btree ("organization_id",lower("email"));--> statement-breakpoint
CREATE INDEX "ledger_booking_index" ON "ledger" USING btree ("organization_id","booking_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_taken_once" ON "ledger" USING btree ("organization_id","reservation_id") WHERE "ledger"."kind" = 'taken';--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_freed_once" ON "ledger" USING btree ("organization_id","reservation_id") WHERE "ledger"."kind" = 'freed';--> statement-breakpoint
CREATE INDEX "resources_type_index" ON "resources" USING btree ("organization_id","type");--> statement-breakpoint
CREATE INDEX "resources_newest_index" ON "resources" USING btree ("organization_id","created_at");