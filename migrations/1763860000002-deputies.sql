-- Whoever is away has a deputy (職務代理人), and what the deputy does in their place says so.

-- up

CREATE TABLE deputies (
  account_id uuid PRIMARY KEY CONSTRAINT deputies_account REFERENCES accounts (id), -- internal
  deputy_id uuid NOT NULL CONSTRAINT deputies_deputy REFERENCES accounts (id), -- internal
  from_on date NOT NULL,
  until_on date NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL
);
CREATE INDEX deputies_by_deputy ON deputies (deputy_id);

ALTER TABLE facts ADD COLUMN on_behalf_of jsonb;

-- down

ALTER TABLE facts DROP COLUMN on_behalf_of;

DROP TABLE deputies;
