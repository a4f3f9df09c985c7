CREATE TABLE "handovers" (
	"id" text PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"state" text NOT NULL,
	"shift" jsonb NOT NULL,
	"summary" text NOT NULL,
	"items" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"before_id" text,
	"by_name" text NOT NULL,
	"by_id" text NOT NULL,
	"at" text NOT NULL,
	"frozen" text,
	"sha256" text,
	"published_at" text,
	"accepted_by" text,
	"accepted_by_id" text,
	"accepted_at" text,
	"questions" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "handovers_at" ON "handovers" USING btree ("at");--> statement-breakpoint
CREATE INDEX "handovers_published_at" ON "handovers" USING btree ("published_at");