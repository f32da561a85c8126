-- Cases that are merged into another (併案), and legs that wait meanwhile.

-- up

ALTER TABLE cases
  ADD COLUMN merged_into_id uuid,
  ADD COLUMN status_before_merge text,
  ADD CONSTRAINT cases_merged_into FOREIGN KEY (merged_into_id) REFERENCES cases (id); -- internal
CREATE INDEX cases_by_merge ON cases (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- The case a petition was filed with, once merging has taken it to another one.
ALTER TABLE case_petitions
  ADD COLUMN came_from_case_id uuid,
  ADD CONSTRAINT case_petitions_origin FOREIGN KEY (came_from_case_id) REFERENCES cases (id); -- internal
CREATE INDEX case_petitions_by_origin ON case_petitions (came_from_case_id) WHERE came_from_case_id IS NOT NULL;

DROP INDEX assignments_open_by_agency;
CREATE INDEX assignments_open_by_agency ON assignments (agency_code, due_at, case_id)
  WHERE ended_at IS NULL AND status NOT IN ('ANSWERED', 'MERGED');

-- down

DROP INDEX assignments_open_by_agency;
CREATE INDEX assignments_open_by_agency ON assignments (agency_code, due_at, case_id)
  WHERE ended_at IS NULL AND status <> 'ANSWERED';
ALTER TABLE case_petitions DROP COLUMN came_from_case_id;
ALTER TABLE cases DROP COLUMN merged_into_id, DROP COLUMN status_before_merge;
