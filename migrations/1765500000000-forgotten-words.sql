-- What was written of holds, and of remedies, was left where cases had been made anonymous.

-- up

UPDATE legal_holds h
SET reason = '', lift_reason = CASE WHEN h.lift_reason IS NOT NULL THEN '' END
FROM cases c
WHERE c.id = h.case_id AND c.anonymised_at IS NOT NULL;

UPDATE case_replies r
SET legal_remedy = ''
FROM cases c
WHERE c.id = r.case_id AND c.anonymised_at IS NOT NULL AND r.legal_remedy IS NOT NULL;

-- down

SELECT 1; -- what is forgotten does not come back
