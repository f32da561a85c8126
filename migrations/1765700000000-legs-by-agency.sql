-- What an agency has, open and closed alike, is found by its own legs: the legs of closed cases end with no agency, and stood in no index
-- by it. One index for those that have ended and those that have not takes the place of the one for the former, so that a new leg costs
-- one entry more and no index more is kept.

-- up

DROP INDEX assignments_former_by_agency;

CREATE INDEX assignments_by_agency ON assignments (agency_code, ended_at, case_id);

-- down

DROP INDEX assignments_by_agency;

CREATE INDEX assignments_former_by_agency ON assignments (agency_code, case_id) WHERE ended_at IS NOT NULL;
