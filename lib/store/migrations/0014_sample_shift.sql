-- What the people of the sample shift wrote is no history of anybody, so it goes with the sample. Nobody can sign in under a name with a
-- colon (lib/shared/sample-people.ts). All else stays append-only.
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' THEN
		IF current_setting('rmm_sightings.audit_retention', true) = 'on' OR OLD.actor_id LIKE 'sample:%' THEN
			RETURN OLD;
		END IF;
	END IF;
	RAISE EXCEPTION 'The audit is append-only: % is refused.', TG_OP;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION verdict_history_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' THEN
		IF OLD.by_id LIKE 'sample:%' THEN
			RETURN OLD;
		END IF;
	END IF;
	RAISE EXCEPTION 'The history of verdicts is append-only: % is refused.', TG_OP;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION device_notes_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' THEN
		IF OLD.by_id LIKE 'sample:%' THEN
			RETURN OLD;
		END IF;
	END IF;
	RAISE EXCEPTION 'Notes on devices are append-only: % is refused.', TG_OP;
END
$$;
