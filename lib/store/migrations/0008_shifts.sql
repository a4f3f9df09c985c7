CREATE TABLE "shifts" (
	"revision" integer PRIMARY KEY NOT NULL,
	"shifts" jsonb NOT NULL,
	"by_name" text NOT NULL,
	"by_id" text NOT NULL,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"user_name" text PRIMARY KEY NOT NULL,
	"last_at" text NOT NULL,
	"before_at" text
);
