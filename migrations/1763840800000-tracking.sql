-- Closed cases that are tracked until what was promised is done (續列管), by the city (府列管) or the agency (局列管).

-- up

ALTER TABLE cases ADD COLUMN tracking_level text, ADD COLUMN promises jsonb NOT NULL DEFAULT '[]';

-- down

ALTER TABLE cases DROP COLUMN tracking_level, DROP COLUMN promises;
