-- up

-- Where something was done: the request, and of those who work here the address. Never a citizen's address.
ALTER TABLE facts ADD COLUMN request_id text, ADD COLUMN address text;

-- What is asked of the record: what happened when, of which kind, by whom. The number tells facts of one instant apart.
CREATE INDEX facts_by_time ON facts (at, seq);
CREATE INDEX facts_by_type ON facts (type, at, seq);
CREATE INDEX facts_by_actor ON facts (actor_id, at, seq) WHERE actor_id IS NOT NULL;

-- down

DROP INDEX facts_by_actor, facts_by_type, facts_by_time;
ALTER TABLE facts DROP COLUMN address, DROP COLUMN request_id;
