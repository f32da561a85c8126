-- Keys of programs that use the interface: whose, for what, how often, until when.

-- up

CREATE TABLE api_keys (
  id uuid PRIMARY KEY, -- internal
  name text NOT NULL,
  owner_id uuid NOT NULL CONSTRAINT api_keys_owner REFERENCES accounts (id), -- internal
  scopes text[] NOT NULL,
  agency_codes text[],
  per_minute integer NOT NULL,
  secret_hash bytea NOT NULL,
  previous_hash bytea,
  previous_until timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  last_used_at timestamptz(3)
);
CREATE UNIQUE INDEX api_keys_by_name ON api_keys (name) WHERE revoked_at IS NULL;

-- down

DROP TABLE api_keys;
