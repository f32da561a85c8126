-- A co-handling agency answers for its own part (平行派案); the leading one makes one reply of all.

-- up

ALTER TABLE assignments ADD COLUMN answer text, ADD COLUMN answered_at timestamptz(3);

-- down

ALTER TABLE assignments DROP COLUMN answer, DROP COLUMN answered_at;
