-- up

-- Backups of this database: where they lie is their folder's business.
CREATE TABLE backups (
  id uuid PRIMARY KEY, -- internal
  name text NOT NULL,
  made_at timestamptz(3) NOT NULL,
  bytes bigint NOT NULL,
  sha256 bytea NOT NULL, -- of its manifest
  tried_at timestamptz(3), -- when it was last restored for a trial
  sound boolean -- how that ended
);
CREATE INDEX backups_made ON backups (made_at);
CREATE INDEX backups_tried ON backups (tried_at) WHERE sound;

-- down

DROP TABLE backups;
