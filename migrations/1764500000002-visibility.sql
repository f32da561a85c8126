-- Who may read a case besides those who work on it: whoever worked on it before, the owner of its category, the village head who sent it in.

-- up

CREATE INDEX assignments_former_by_agency ON assignments (agency_code, case_id) WHERE ended_at IS NOT NULL;
CREATE INDEX petitions_by_village_head ON petitions (registered_by) WHERE channel = 'VILLAGE_HEAD';
CREATE INDEX recusals_by_agency ON recusals (agency_code, case_id) WHERE agency_code IS NOT NULL AND lifted_at IS NULL;

ALTER TABLE categories ADD COLUMN owner_agency_code text;

-- down

ALTER TABLE categories DROP COLUMN owner_agency_code;

DROP INDEX recusals_by_agency;
DROP INDEX petitions_by_village_head;
DROP INDEX assignments_former_by_agency;
