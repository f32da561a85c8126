-- What was left where cases had been made anonymous: words of holds and of remedies, by what mails are known again, corrections that were
-- made at that very moment, and notes that were written afterwards about low answers and requests to open a case again.

-- up

UPDATE legal_holds h
SET reason = '', lift_reason = CASE WHEN h.lift_reason IS NOT NULL THEN '' END
FROM cases c
WHERE c.id = h.case_id AND c.anonymised_at IS NOT NULL;

UPDATE case_replies r
SET legal_remedy = ''
FROM cases c
WHERE c.id = r.case_id AND c.anonymised_at IS NOT NULL AND r.legal_remedy IS NOT NULL;

UPDATE incoming_mails m
SET digest = NULL
FROM case_petitions l
JOIN cases c ON c.id IN (l.case_id, l.came_from_case_id)
WHERE l.petition_id = m.petition_id AND c.anonymised_at IS NOT NULL AND m.digest IS NOT NULL;

DELETE FROM petitioner_corrections k
USING case_petitions l
JOIN cases c ON c.id IN (l.case_id, l.came_from_case_id)
WHERE l.petition_id = k.petition_id AND c.anonymised_at IS NOT NULL;

UPDATE survey_reviews r
SET note = ''
FROM cases c
WHERE c.id = r.case_id AND c.anonymised_at IS NOT NULL AND r.note IS NOT NULL;

UPDATE reopen_requests r
SET note = ''
FROM cases c
WHERE c.id = r.case_id AND c.anonymised_at IS NOT NULL AND r.note IS NOT NULL;

-- down

SELECT 1; -- what is forgotten does not come back
