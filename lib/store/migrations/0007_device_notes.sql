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
CREATE INDEX "device_notes_device" ON "device_notes" USING btree ("device_id");--> statement-breakpoint
CREATE FUNCTION device_notes_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'Notes on devices are append-only: % is refused.', TG_OP;
END
$$;
--> statement-breakpoint
CREATE TRIGGER device_notes_refuse_row_change BEFORE UPDATE OR DELETE ON "device_notes" FOR EACH ROW EXECUTE FUNCTION device_notes_refuse_change();
--> statement-breakpoint
CREATE TRIGGER device_notes_refuse_truncate BEFORE TRUNCATE ON "device_notes" FOR EACH STATEMENT EXECUTE FUNCTION device_notes_refuse_change();
