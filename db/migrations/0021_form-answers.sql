CREATE TABLE "form_answers" (
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"body_hash" "bytea" NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"answer" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "form_answers_pk" PRIMARY KEY("organization_id","user_id","key_hash"),
	CONSTRAINT "form_answers_state" CHECK ("form_answers"."state" in ('running', 'answered', 'unknown')),
	CONSTRAINT "form_answers_answer" CHECK (("form_answers"."state" = 'answered') = ("form_answers"."answer" is not null))
);
--> statement-breakpoint
ALTER TABLE "form_answers" ADD CONSTRAINT "form_answers_member_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."members"("organization_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "form_answers_created_index" ON "form_answers" USING btree ("created_at");