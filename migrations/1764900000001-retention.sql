-- Cases whose time of retention is over are made anonymous, batch by batch: previewed by one, approved by another, run in the background.

-- up

CREATE TABLE retention_batches (
  id uuid PRIMARY KEY, -- internal
  no integer NOT NULL CONSTRAINT retention_batches_no UNIQUE, -- internal
  state text NOT NULL,
  as_of date NOT NULL,
  classes jsonb NOT NULL,
  previewed_by jsonb NOT NULL,
  previewed_at timestamptz(3) NOT NULL,
  approved_by jsonb,
  approved_at timestamptz(3),
  withdrawn_by jsonb,
  withdrawn_at timestamptz(3),
  withdrawal text,
  begun_at timestamptz(3),
  finished_at timestamptz(3)
);
CREATE INDEX retention_batches_at_work ON retention_batches (no) WHERE state IN ('APPROVED', 'RUNNING');

-- What was previewed, case by case, and what became of it.
CREATE TABLE retention_items (
  batch_id uuid NOT NULL CONSTRAINT retention_items_batch REFERENCES retention_batches (id), -- internal
  case_id uuid NOT NULL CONSTRAINT retention_items_case REFERENCES cases (id), -- internal
  class text NOT NULL,
  state text NOT NULL,
  reason text,
  PRIMARY KEY (batch_id, case_id) -- internal
);
CREATE INDEX retention_items_due ON retention_items (batch_id, case_id) WHERE state = 'DUE';

-- What is left of a case: nothing of a person. It refers to no row of `cases`, and stays whatever becomes of that.
CREATE TABLE tombstones (
  case_id uuid PRIMARY KEY, -- internal
  batch_id uuid NOT NULL CONSTRAINT tombstones_batch REFERENCES retention_batches (id), -- internal
  batch_no integer NOT NULL,
  case_no text NOT NULL,
  class text NOT NULL,
  category_code text,
  agency_code text,
  status text NOT NULL,
  received_on date NOT NULL,
  closed_on date NOT NULL,
  anonymised_at timestamptz(3) NOT NULL
);
CREATE TRIGGER tombstones_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tombstones
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A case that is needed longer: for a court, an appeal, an investigation.
CREATE TABLE legal_holds (
  id uuid PRIMARY KEY, -- internal
  case_id uuid NOT NULL CONSTRAINT legal_holds_case REFERENCES cases (id), -- internal
  reason text NOT NULL,
  placed_by text NOT NULL,
  placed_at timestamptz(3) NOT NULL,
  lifted_by text,
  lifted_at timestamptz(3),
  lift_reason text
);
CREATE INDEX legal_holds_by_case ON legal_holds (case_id, placed_at);
CREATE UNIQUE INDEX legal_holds_one ON legal_holds (case_id) WHERE lifted_at IS NULL;

ALTER TABLE cases ADD COLUMN anonymised_at timestamptz(3);
CREATE INDEX cases_kept ON cases (closed_at, id) WHERE closed_at IS NOT NULL AND anonymised_at IS NULL;

-- The row of a file stays; the file goes.
ALTER TABLE attachments ADD COLUMN forgotten_at timestamptz(3), ADD COLUMN removed_at timestamptz(3);
CREATE INDEX attachments_to_remove ON attachments (forgotten_at) WHERE forgotten_at IS NOT NULL AND removed_at IS NULL;

CREATE INDEX messages_by_case ON messages (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX messages_by_petition ON messages (petition_id) WHERE petition_id IS NOT NULL;
CREATE INDEX supplements_by_case ON supplements (case_id);

-- Of what the record tells in the course of a case: itself, its petitions, its clock, its surveys, its files and its messages.
CREATE FUNCTION case_subjects(of_case uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH petition AS MATERIALIZED (
    SELECT l.petition_id AS id FROM case_petitions l WHERE l.case_id = of_case
    UNION SELECT l.petition_id FROM case_petitions l WHERE l.came_from_case_id = of_case
  )
  SELECT of_case
  UNION SELECT p.id FROM petition p
  UNION SELECT d.id FROM deadlines d WHERE d.case_id = of_case
  UNION SELECT v.id FROM surveys v WHERE v.case_id = of_case
  UNION SELECT a.attachment_id FROM attachment_links a WHERE a.case_id = of_case
  UNION SELECT a.attachment_id FROM attachment_links a WHERE a.petition_id IN (SELECT p.id FROM petition p)
  UNION SELECT m.id FROM messages m WHERE m.case_id = of_case
  UNION SELECT m.id FROM messages m WHERE m.petition_id IN (SELECT p.id FROM petition p)
$$;

-- Takes away what the facts of a case say, with the salts of their digests. By the owner's right, and only for a case with a tombstone of this
-- batch, of a batch that is running and that two people have decided. Which subjects belong to the case it finds out by itself.
CREATE FUNCTION blank_facts(of_batch uuid, of_case uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  subjects uuid[];
  blanked integer;
BEGIN
  IF NOT EXISTS (
    SELECT FROM tombstones t
    JOIN retention_batches b ON b.id = t.batch_id
    JOIN retention_items i ON i.batch_id = b.id AND i.case_id = t.case_id
    WHERE t.batch_id = of_batch AND t.case_id = of_case AND i.state = 'DUE' AND b.state = 'RUNNING'
      AND b.approved_by ->> 'id' <> b.previewed_by ->> 'id'
      AND t.closed_on + interval '1 year' <= b.as_of
  ) THEN
    RAISE EXCEPTION 'case % has no tombstone of a running batch %', of_case, of_batch USING ERRCODE = 'restrict_violation';
  END IF;
  subjects := ARRAY(SELECT case_subjects(of_case));
  IF EXISTS (SELECT FROM facts f JOIN unsealed_facts u ON u.fact_id = f.id WHERE f.subject_id = ANY (subjects))
    OR EXISTS (SELECT FROM fact_links l WHERE l.subject_id = ANY (subjects) AND l.data_digest IS NULL)
  THEN
    RAISE EXCEPTION 'facts of case % have no digest', of_case USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO blanked_subjects (subject_id, batch_id, case_id)
  SELECT s.id, of_batch, of_case FROM unnest(subjects) AS s (id)
  ON CONFLICT (subject_id) DO NOTHING;
  UPDATE fact_links SET salt = NULL WHERE subject_id = ANY (subjects) AND salt IS NOT NULL;
  UPDATE facts SET data = '{}' WHERE subject_id = ANY (subjects) AND data <> '{}';
  GET DIAGNOSTICS blanked = ROW_COUNT;
  RETURN blanked;
END
$$;

-- down

DO $$
BEGIN
  IF EXISTS (SELECT FROM tombstones) THEN
    RAISE EXCEPTION 'cases were made anonymous: restore the backup that was made before the upgrade';
  END IF;
END $$;

DROP FUNCTION blank_facts;
DROP FUNCTION case_subjects;
DROP INDEX supplements_by_case, messages_by_petition, messages_by_case, attachments_to_remove;
ALTER TABLE attachments DROP COLUMN forgotten_at, DROP COLUMN removed_at;
DROP INDEX cases_kept;
ALTER TABLE cases DROP COLUMN anonymised_at;
DROP TABLE legal_holds, tombstones, retention_items, retention_batches;
