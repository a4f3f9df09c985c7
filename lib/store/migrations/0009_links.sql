CREATE TABLE "links" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"path" text NOT NULL,
	"title" text NOT NULL,
	"by_name" text NOT NULL,
	"by_id" text NOT NULL,
	"at" text NOT NULL,
	"expires_at" text NOT NULL,
	"revoked_at" text,
	"revoked_by" text,
	"scope" jsonb,
	"sha256" text,
	"snapshot" "bytea"
);
--> statement-breakpoint
CREATE INDEX "links_by" ON "links" USING btree ("by_id","at");--> statement-breakpoint
CREATE INDEX "links_expires_at" ON "links" USING btree ("expires_at");