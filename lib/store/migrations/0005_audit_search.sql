DROP INDEX "audit_at";--> statement-breakpoint
DROP INDEX "audit_actor";--> statement-breakpoint
DROP INDEX "audit_action";--> statement-breakpoint
CREATE INDEX "audit_time" ON "audit" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_actor_time" ON "audit" USING btree ("actor_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_action_time" ON "audit" USING btree ("action","at","id");--> statement-breakpoint
-- The words of an entry. Signs between letters and digits part words, so that parts of names, addresses and ids are found. A tsvector
-- holds 1 MB at most: of a longer detail only the beginning is searched. lib/audit/read.server.ts cuts what is sought in the same way.
-- The cost is what it measures as: with the default one PostgreSQL would rather read every entry than the index. It does not count for a
-- function in SQL, whose body is put in its place.
CREATE FUNCTION audit_words(actor_id text, actor_name text, action text, subject text, detail jsonb) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
BEGIN
	RETURN to_tsvector('simple'::regconfig, regexp_replace(
		actor_id || ' ' || actor_name || ' ' || action || ' ' || subject || ' ' || left(detail::text, 100000),
		'[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g'));
END
$$;
--> statement-breakpoint
CREATE INDEX "audit_words" ON "audit" USING gin (audit_words("actor_id", "actor_name", "action", "subject", "detail"));