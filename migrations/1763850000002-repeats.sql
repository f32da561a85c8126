-- One person's petitions are found by where the person can be reached, written in one way; and whether a repeat says anything new.

-- up

ALTER TABLE petitioners ADD COLUMN phone_key text, ADD COLUMN email_key text;
UPDATE petitioners w
SET phone_key = CASE
      WHEN length(d.digits) >= 7 THEN regexp_replace(d.digits, '^8860?(\d{8,9})$', '0\1')
    END,
    email_key = nullif(lower(btrim(w.email)), '')
FROM petitions p
CROSS JOIN LATERAL (
  SELECT regexp_replace(split_part(o.phone, '#', 1), '[^0-9]', '', 'g') AS digits FROM petitioners o WHERE o.petition_id = p.id
) d
WHERE p.id = w.petition_id AND NOT p.anonymous;
CREATE INDEX petitioners_by_phone ON petitioners (phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX petitioners_by_email ON petitioners (email_key) WHERE email_key IS NOT NULL;

ALTER TABLE cases ADD COLUMN new_fact boolean;

-- down

ALTER TABLE cases DROP COLUMN new_fact;
ALTER TABLE petitioners DROP COLUMN phone_key, DROP COLUMN email_key;
