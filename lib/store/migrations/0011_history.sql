CREATE TABLE "history_activity" (
	"source" text NOT NULL,
	"tool_slug" text NOT NULL,
	"device_id" text NOT NULL,
	"workspace" text NOT NULL,
	"signal" text NOT NULL,
	"day" text NOT NULL,
	"first_seen" text NOT NULL,
	"last_seen" text NOT NULL,
	"events" bigint NOT NULL,
	"arrived_at" text NOT NULL,
	"late" bigint NOT NULL,
	"late_at" text,
	CONSTRAINT "history_activity_pk" PRIMARY KEY("source","tool_slug","device_id","workspace","signal","day")
);
--> statement-breakpoint
CREATE TABLE "history_days" (
	"source" text NOT NULL,
	"day" text NOT NULL,
	"swept_from" text NOT NULL,
	"swept_to" text NOT NULL,
	"swept_at" text NOT NULL,
	"lacks" jsonb NOT NULL,
	"hunts" text NOT NULL,
	"telemetry" text NOT NULL,
	CONSTRAINT "history_days_source_day_pk" PRIMARY KEY("source","day")
);
--> statement-breakpoint
CREATE TABLE "history_seen" (
	"source" text NOT NULL,
	"tool_slug" text NOT NULL,
	"device_id" text NOT NULL,
	"first_seen" text NOT NULL,
	"last_seen" text NOT NULL,
	CONSTRAINT "history_seen_source_tool_slug_device_id_pk" PRIMARY KEY("source","tool_slug","device_id")
);
--> statement-breakpoint
CREATE TABLE "history_sweeps" (
	"source" text PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL,
	"leader" text,
	"began_at" text,
	"ended_at" text,
	"next_at" text,
	"failures" integer NOT NULL,
	"fault" text,
	"fault_at" text
);
--> statement-breakpoint
CREATE INDEX "history_activity_late" ON "history_activity" USING btree ("source","late_at") WHERE "history_activity"."late_at" IS NOT NULL;