-- A reply that is not approved gives the case back as it was when the reply was handed in.

-- up

ALTER TABLE case_replies ADD COLUMN status_before text NOT NULL DEFAULT 'IN_PROGRESS';

-- down

ALTER TABLE case_replies DROP COLUMN status_before;
