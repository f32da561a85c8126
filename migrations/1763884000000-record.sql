-- up

-- What happened is added to and never changed, whoever asks (invariant 15).
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation',
      HINT = 'The record of what happened is kept as it was written. What was wrong is put right by a fact that says so.';
END
$$;

-- Facts that have no link yet: written with the fact, taken away by the sealing.
CREATE TABLE unsealed_facts (
  seq bigint PRIMARY KEY, -- internal
  fact_id uuid NOT NULL
);

-- The chains: one for each subject, and one number over all.
CREATE TABLE fact_links (
  no bigint PRIMARY KEY, -- internal
  subject_id uuid NOT NULL,
  position integer NOT NULL,
  fact_id uuid NOT NULL CONSTRAINT fact_links_of_fact UNIQUE, -- internal
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT fact_links_in_chain UNIQUE (subject_id, position) -- internal
);

CREATE TABLE anchors (
  day date PRIMARY KEY, -- internal
  through_no bigint NOT NULL,
  links integer NOT NULL,
  head bytea NOT NULL,
  made_at timestamptz(3) NOT NULL
);

CREATE TRIGGER facts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON facts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fact_links_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact_links
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER anchors_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON anchors
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO unsealed_facts (seq, fact_id) SELECT f.seq, f.id FROM facts f;

-- down

DROP TABLE anchors, fact_links, unsealed_facts;
DROP TRIGGER facts_append_only ON facts;
DROP FUNCTION refuse_change;
