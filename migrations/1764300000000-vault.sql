-- Names, numbers and addresses of citizens are sealed. Tables cannot seal: what is in the clear is laid aside as it is, the tables are
-- made anew – so that nothing of it stays in their files –, and the program seals it before it serves anybody.

-- up

CREATE TABLE vault_keys (
  id integer PRIMARY KEY, -- internal
  purpose text NOT NULL,
  state text NOT NULL,
  wrapped bytea NOT NULL,
  wrapped_by text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  retired_at timestamptz(3)
);
CREATE UNIQUE INDEX vault_keys_active ON vault_keys (purpose) WHERE state = 'ACTIVE'; -- internal

CREATE TABLE unsealed_rows (
  no bigint PRIMARY KEY, -- internal
  belongs_to text NOT NULL,
  plain jsonb NOT NULL
);
INSERT INTO unsealed_rows (no, belongs_to, plain)
SELECT row_number() OVER (), w.belongs_to, w.plain
FROM (
  SELECT 'petitioners' AS belongs_to, to_jsonb(r) || jsonb_build_object('anonymous', p.anonymous) AS plain
  FROM petitioners r
  JOIN petitions p ON p.id = r.petition_id
  UNION ALL
  SELECT 'messages', to_jsonb(m) FROM messages m
  UNION ALL
  SELECT 'idempotency_keys', to_jsonb(k) FROM idempotency_keys k
) w;

DROP TABLE petitioners, messages, idempotency_keys;

CREATE TABLE petitioners (
  petition_id uuid PRIMARY KEY, -- internal
  sealed bytea NOT NULL,
  phone_index bytea,
  email_index bytea,
  has_phone boolean NOT NULL,
  has_email boolean NOT NULL,
  has_address boolean NOT NULL,
  CONSTRAINT petitioners_petition FOREIGN KEY (petition_id) REFERENCES petitions (id) -- internal
);
CREATE INDEX petitioners_by_phone ON petitioners (phone_index) WHERE phone_index IS NOT NULL;
CREATE INDEX petitioners_by_email ON petitioners (email_index) WHERE email_index IS NOT NULL;

CREATE TABLE messages (
  id uuid PRIMARY KEY, -- internal
  channel text NOT NULL,
  recipient_index bytea NOT NULL,
  template text NOT NULL,
  language text NOT NULL,
  sealed bytea NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL,
  next_attempt_at timestamptz(3),
  enqueued_at timestamptz(3),
  last_error text,
  case_id uuid,
  petition_id uuid,
  cause text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  CONSTRAINT messages_once UNIQUE (cause, channel, recipient_index) -- internal
);
CREATE INDEX messages_to_send ON messages (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX messages_by_created ON messages (created_at, id);
CREATE INDEX messages_in_trouble ON messages (created_at, id) WHERE state IN ('RETRYING', 'FAILED');

CREATE TABLE idempotency_keys (
  scope text NOT NULL,
  key text NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- down

-- What is sealed cannot be opened here, so the way back is open only as long as nothing is: before the program was started.
DO $$
BEGIN
  IF EXISTS (SELECT FROM petitioners) OR EXISTS (SELECT FROM messages) THEN
    RAISE EXCEPTION 'personal data is sealed: restore the backup that was made before the upgrade';
  END IF;
END $$;

DROP TABLE petitioners, messages, idempotency_keys;

CREATE TABLE petitioners (
  petition_id uuid PRIMARY KEY,
  name text,
  phone text,
  email text,
  address text,
  phone_key text,
  email_key text,
  CONSTRAINT petitioners_petition FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX petitioners_by_phone ON petitioners (phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX petitioners_by_email ON petitioners (email_key) WHERE email_key IS NOT NULL;

CREATE TABLE messages (
  id uuid PRIMARY KEY,
  channel text NOT NULL,
  recipient text NOT NULL,
  template text NOT NULL,
  language text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  links jsonb NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL,
  next_attempt_at timestamptz(3),
  enqueued_at timestamptz(3),
  last_error text,
  case_id uuid,
  petition_id uuid,
  cause text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  CONSTRAINT messages_once UNIQUE (cause, channel, recipient)
);
CREATE INDEX messages_to_send ON messages (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX messages_by_created ON messages (created_at, id);
CREATE INDEX messages_in_trouble ON messages (created_at, id) WHERE state IN ('RETRYING', 'FAILED');

CREATE TABLE idempotency_keys (
  scope text NOT NULL,
  key text NOT NULL,
  body_hash bytea NOT NULL,
  answer jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

INSERT INTO petitioners
SELECT r.* FROM unsealed_rows u CROSS JOIN LATERAL jsonb_populate_record(NULL::petitioners, u.plain) r WHERE u.belongs_to = 'petitioners';
INSERT INTO messages
SELECT r.* FROM unsealed_rows u CROSS JOIN LATERAL jsonb_populate_record(NULL::messages, u.plain) r WHERE u.belongs_to = 'messages';
INSERT INTO idempotency_keys
SELECT r.*
FROM unsealed_rows u
CROSS JOIN LATERAL jsonb_populate_record(NULL::idempotency_keys, u.plain) r
WHERE u.belongs_to = 'idempotency_keys';

DROP TABLE unsealed_rows, vault_keys;
