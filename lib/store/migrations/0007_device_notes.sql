CREATE TABLE "device_notes" (
	"id" text NOT NULL,
	"revision" integer NOT NULL,
	"device_id" text NOT NULL,
	"text" text NOT NULL,
	"at" text NOT NULL,
	"by_name" text NOT NULL,
	"by_id" text NOT NULL,
	CONSTRAINT "device_notes_id_revision_pk" PRIMARY KEY("id","revision")
);
--> statement-breakpoint
CREATE TABLE "watches" (
	"user_name" text NOT NULL,
	"device_id" text NOT NULL,
	"at" text NOT NULL,
	CONSTRAINT "watches_user_name_device_id_pk" PRIMARY KEY("user_name","device_id")
);
--> statement-breakpoint
CREATE INDEX "device_notes_device" ON "device_notes" USING btree ("device_id");