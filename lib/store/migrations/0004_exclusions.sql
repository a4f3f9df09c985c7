CREATE TABLE "exclusions" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"tool" text,
	"tool_slug" text,
	"where" jsonb NOT NULL,
	"reason" text NOT NULL,
	"owner" text NOT NULL,
	"state" text NOT NULL,
	"by_name" text NOT NULL,
	"by_id" text NOT NULL,
	"at" text NOT NULL,
	"approved_by" text,
	"expires_at" text NOT NULL,
	"revision" integer NOT NULL,
	"changed" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lists" (
	"name" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"entries" jsonb NOT NULL,
	"by_name" text NOT NULL,
	"at" text NOT NULL,
	"revision" integer NOT NULL,
	"changed" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "exclusions_changed" ON "exclusions" USING btree ("changed");--> statement-breakpoint
CREATE INDEX "lists_changed" ON "lists" USING btree ("changed");