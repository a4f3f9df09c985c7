CREATE TABLE "sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"user_name" text NOT NULL,
	"display_name" text NOT NULL,
	"role" text NOT NULL,
	"account_id" text,
	"expires_at" timestamp with time zone NOT NULL,
	"claims" text
);
--> statement-breakpoint
CREATE TABLE "token_caches" (
	"key" text PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sessions_account_id" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_at" ON "sessions" USING btree ("expires_at");