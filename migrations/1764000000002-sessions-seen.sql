-- A session that nobody uses ends, and its holder sees and ends each of them (資通系統防護基準 5, 6).

-- up

ALTER TABLE sessions
  ADD COLUMN id uuid,
  ADD COLUMN last_seen_at timestamptz(3),
  ADD COLUMN opened_by text NOT NULL DEFAULT 'PASSWORD',
  ADD COLUMN client text,
  ADD COLUMN address text;

UPDATE sessions SET id = gen_random_uuid(), last_seen_at = created_at;

ALTER TABLE sessions
  ALTER COLUMN id SET NOT NULL,
  ALTER COLUMN last_seen_at SET NOT NULL,
  ADD CONSTRAINT sessions_id_unique UNIQUE (id); -- internal
CREATE INDEX sessions_by_account ON sessions (account_id);

-- down

DROP INDEX sessions_by_account;
ALTER TABLE sessions
  DROP COLUMN id,
  DROP COLUMN last_seen_at,
  DROP COLUMN opened_by,
  DROP COLUMN client,
  DROP COLUMN address;
