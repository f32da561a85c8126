-- Blanking asks the record and the case, not only rows that whoever asks could have made: that one previewed the batch and another approved it
-- are facts, and the case is closed since the day that its tombstone says. A day more or less is the time zone.
--
-- What is emptied is what has a link, in one look. A fact that comes meanwhile is left as it is: to empty it without a link would break the
-- record for good, for whoever seals at that moment still reads what it said. Then the transaction runs again.

-- up

CREATE OR REPLACE FUNCTION blank_facts(of_batch uuid, of_case uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  subjects uuid[];
  blanked integer;
BEGIN
  IF NOT EXISTS (
    SELECT FROM tombstones t
    JOIN retention_batches b ON b.id = t.batch_id
    JOIN retention_items i ON i.batch_id = b.id AND i.case_id = t.case_id
    JOIN cases c ON c.id = t.case_id
    JOIN facts p ON p.subject_id = b.id AND p.type = 'retention.previewed'
    JOIN facts a ON a.subject_id = b.id AND a.type = 'retention.approved'
    WHERE t.batch_id = of_batch AND t.case_id = of_case AND i.state = 'DUE' AND b.state = 'RUNNING'
      AND a.actor_id <> p.actor_id
      AND p.data ->> 'asOf' = b.as_of::text AND b.as_of <= (p.at AT TIME ZONE 'UTC')::date + 1
      AND t.closed_on + interval '1 year' <= b.as_of
      AND abs(t.closed_on - (c.closed_at AT TIME ZONE 'UTC')::date) <= 1
  ) THEN
    RAISE EXCEPTION 'case % has no tombstone of a running batch %', of_case, of_batch USING ERRCODE = 'restrict_violation';
  END IF;
  subjects := ARRAY(SELECT case_subjects(of_case));
  IF EXISTS (SELECT FROM fact_links l WHERE l.subject_id = ANY (subjects) AND l.data_digest IS NULL) THEN
    RAISE EXCEPTION 'facts of case % have no digest', of_case USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO blanked_subjects (subject_id, batch_id, case_id)
  SELECT s.id, of_batch, of_case FROM unnest(subjects) AS s (id)
  ON CONFLICT (subject_id) DO NOTHING;
  WITH gone AS (
    UPDATE fact_links SET salt = NULL WHERE subject_id = ANY (subjects) AND salt IS NOT NULL RETURNING fact_id
  )
  UPDATE facts SET data = '{}' WHERE id IN (SELECT g.fact_id FROM gone g) AND data <> '{}';
  GET DIAGNOSTICS blanked = ROW_COUNT;
  IF EXISTS (SELECT FROM facts f JOIN unsealed_facts u ON u.fact_id = f.id WHERE f.subject_id = ANY (subjects))
    OR EXISTS (SELECT FROM fact_links l WHERE l.subject_id = ANY (subjects) AND l.salt IS NOT NULL)
  THEN
    RAISE EXCEPTION 'facts of case % are not sealed yet', of_case USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN blanked;
END
$$;

-- down

CREATE OR REPLACE FUNCTION blank_facts(of_batch uuid, of_case uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
