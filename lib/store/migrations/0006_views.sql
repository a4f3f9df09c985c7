CREATE TABLE "views" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"owner_id" text,
	"by_name" text NOT NULL,
	"by_id" text NOT NULL,
	"search" text NOT NULL,
	"hidden" jsonb NOT NULL,
	"at" text NOT NULL,
	"revision" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "views_owner" ON "views" USING btree ("owner_id");