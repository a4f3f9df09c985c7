CREATE TABLE "triage_revision" (
	"id" integer PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verdict_history" (
	"tool_slug" text NOT NULL,
	"device_id" text NOT NULL,
	"workspace" text NOT NULL,
	"revision" integer NOT NULL,
	"owner" text,
	"note" text NOT NULL,
	"ticket" text,
	"review_at" text,
	"at" text NOT NULL,
	"by_name" text NOT NULL,
	"by_id" text NOT NULL,
	"known" jsonb,
	"change_id" text NOT NULL,
	"from_value" text NOT NULL,
	"to_value" text NOT NULL,
	"because" text,
	CONSTRAINT "verdict_history_tool_slug_device_id_workspace_revision_pk" PRIMARY KEY("tool_slug","device_id","workspace","revision")
);
--> statement-breakpoint
CREATE TABLE "verdicts" (
	"tool_slug" text NOT NULL,
	"device_id" text NOT NULL,
	"workspace" text NOT NULL,
	"revision" integer NOT NULL,
	"owner" text,
	"note" text NOT NULL,
	"ticket" text,
	"review_at" text,
	"at" text NOT NULL,
	"by_name" text NOT NULL,
	"by_id" text NOT NULL,
	"known" jsonb,
	"tool" text NOT NULL,
	"value" text NOT NULL,
	"changed" bigint NOT NULL,
	CONSTRAINT "verdicts_tool_slug_device_id_workspace_pk" PRIMARY KEY("tool_slug","device_id","workspace")
);
--> statement-breakpoint
CREATE INDEX "verdict_history_change" ON "verdict_history" USING btree ("change_id");--> statement-breakpoint
CREATE INDEX "verdicts_changed" ON "verdicts" USING btree ("changed");--> statement-breakpoint
CREATE INDEX "verdicts_device" ON "verdicts" USING btree ("device_id");--> statement-breakpoint
INSERT INTO "triage_revision" ("id", "revision") VALUES (1, 0);
--> statement-breakpoint
-- History is added to and never changed.
CREATE FUNCTION verdict_history_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'The history of verdicts is append-only: % is refused.', TG_OP;
END
$$;
--> statement-breakpoint
CREATE TRIGGER verdict_history_refuse_row_change BEFORE UPDATE OR DELETE ON "verdict_history" FOR EACH ROW EXECUTE FUNCTION verdict_history_refuse_change();
--> statement-breakpoint
CREATE TRIGGER verdict_history_refuse_truncate BEFORE TRUNCATE ON "verdict_history" FOR EACH STATEMENT EXECUTE FUNCTION verdict_history_refuse_change();
