-- An anchor also says where every chain ended (docs/adr/0020), so that a chain whose end was cut off is told from a whole one by a file
-- of a case alone. Anchors of before have no `ends`, and are checked as they were made.

-- up

ALTER TABLE anchors ADD COLUMN ends bytea;

-- The end of each chain as of the newest anchor, by the digest of its subject's id.
CREATE TABLE chain_ends (
  tag bytea PRIMARY KEY, -- internal
  no bigint NOT NULL,
  hash bytea NOT NULL
);

-- The digest of the ends whose tags begin with the same two bytes.
CREATE TABLE chain_end_parts (
  prefix bytea PRIMARY KEY, -- internal
  digest bytea NOT NULL
);

-- down

-- The head of such an anchor cannot be checked without its ends.
DO $$
BEGIN
  IF EXISTS (SELECT FROM anchors a WHERE a.ends IS NOT NULL) THEN
    RAISE EXCEPTION 'anchors hold the ends of the chains: restore the backup that was made before the upgrade';
  END IF;
END $$;

DROP TABLE chain_end_parts, chain_ends;
ALTER TABLE anchors DROP COLUMN ends;
