-- Whose business a case is, in the eyes of the agency that gave it back.

-- up

ALTER TABLE assignments ADD COLUMN proposed_agency_code text;

-- down

ALTER TABLE assignments DROP COLUMN proposed_agency_code;
