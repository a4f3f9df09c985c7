CREATE TABLE "alert_looks" (
	"source" text PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL,
	"at" text NOT NULL,
	"hunts" text NOT NULL,
	"listened" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_marks" (
	"key" text PRIMARY KEY NOT NULL,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"webhook_id" text NOT NULL,
	"at" text NOT NULL,
	"shown" jsonb NOT NULL,
	"more" jsonb NOT NULL,
	"state" text NOT NULL,
	"tries" integer NOT NULL,
	"tried_at" text NOT NULL,
	"next_at" text NOT NULL,
	"status" integer,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "webhook_outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" text NOT NULL,
	"at" text NOT NULL,
	"shown" jsonb NOT NULL,
	"more" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"form" text NOT NULL,
	"host" text NOT NULL,
	"ending" text NOT NULL,
	"sealed" text NOT NULL,
	"alerts" jsonb NOT NULL,
	"unaccepted_after" integer NOT NULL,
	"paused" boolean NOT NULL,
	"by_name" text NOT NULL,
	"by_id" text NOT NULL,
	"at" text NOT NULL,
	"next_at" text NOT NULL,
	"tested_at" text,
	"revision" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "webhook_messages" ADD CONSTRAINT "webhook_messages_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_outbox" ADD CONSTRAINT "webhook_outbox_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_marks_at" ON "alert_marks" USING btree ("at");--> statement-breakpoint
CREATE INDEX "webhook_messages_webhook" ON "webhook_messages" USING btree ("webhook_id","at");--> statement-breakpoint
CREATE INDEX "webhook_outbox_webhook" ON "webhook_outbox" USING btree ("webhook_id","id");