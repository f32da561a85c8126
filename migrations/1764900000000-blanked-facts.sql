-- What a fact says may have to go while that it happened stays (docs/adr/0016): a link seals a salted digest of a fact's data in place of
-- the data. Links of before have neither salt nor digest, and seal the data itself.

-- up

ALTER TABLE fact_links ADD COLUMN salt bytea, ADD COLUMN data_digest bytea;

-- Whose facts may say nothing any more. Only `blank_facts` writes it: the program's role may read it.
CREATE TABLE blanked_subjects (
  subject_id uuid PRIMARY KEY, -- internal
  batch_id uuid NOT NULL,
  case_id uuid NOT NULL
);

-- All that a row of a fact or of a link may become: the same without what it says, of a subject that a tombstone covers.
CREATE FUNCTION refuse_all_but_blanking() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  blanked jsonb := CASE TG_TABLE_NAME WHEN 'facts' THEN '{"data": {}}'::jsonb ELSE '{"salt": null}'::jsonb END;
BEGIN
  IF to_jsonb(NEW) = to_jsonb(OLD) || blanked AND EXISTS (SELECT FROM blanked_subjects s WHERE s.subject_id = OLD.subject_id) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation',
      HINT = 'The record of what happened is kept as it was written. What was wrong is put right by a fact that says so.';
END
$$;

DROP TRIGGER facts_append_only ON facts;
CREATE TRIGGER facts_append_only BEFORE DELETE OR TRUNCATE ON facts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER facts_only_blanked BEFORE UPDATE ON facts
  FOR EACH ROW EXECUTE FUNCTION refuse_all_but_blanking();
DROP TRIGGER fact_links_append_only ON fact_links;
CREATE TRIGGER fact_links_append_only BEFORE DELETE OR TRUNCATE ON fact_links
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fact_links_only_blanked BEFORE UPDATE ON fact_links
  FOR EACH ROW EXECUTE FUNCTION refuse_all_but_blanking();
CREATE TRIGGER blanked_subjects_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON blanked_subjects
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- down

-- A link that seals a digest cannot be checked without it.
DO $$
BEGIN
  IF EXISTS (SELECT FROM fact_links l WHERE l.data_digest IS NOT NULL) THEN
    RAISE EXCEPTION 'facts are sealed by their digests: restore the backup that was made before the upgrade';
  END IF;
END $$;

DROP TRIGGER fact_links_only_blanked ON fact_links;
DROP TRIGGER facts_only_blanked ON facts;
DROP TRIGGER fact_links_append_only ON fact_links;
CREATE TRIGGER fact_links_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact_links
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DROP TRIGGER facts_append_only ON facts;
CREATE TRIGGER facts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON facts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DROP TABLE blanked_subjects;
DROP FUNCTION refuse_all_but_blanking;
ALTER TABLE fact_links DROP COLUMN data_digest, DROP COLUMN salt;
