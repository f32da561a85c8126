-- What a burial looks for: the digests of the time in which a case was open, and what was ruled about it. Without these it read every
-- message of that time, and every ruling.

-- up

CREATE INDEX messages_digests ON messages (created_at) WHERE template = 'digest';
CREATE INDEX precedents_by_case ON precedents (case_id);

-- down

DROP INDEX precedents_by_case, messages_digests;
