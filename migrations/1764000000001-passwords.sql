-- Passwords grow old, are not taken twice, and are chosen anew by a link that works once (資通系統防護基準 38, 41, 42, 45).

-- up

ALTER TABLE accounts
  ADD COLUMN password_changed_at timestamptz(3),
  ADD COLUMN must_change_password boolean NOT NULL DEFAULT false,
  ADD COLUMN reset_requested_at timestamptz(3);

CREATE TABLE earlier_passwords (
  id uuid PRIMARY KEY, -- internal
  account_id uuid NOT NULL CONSTRAINT earlier_passwords_account REFERENCES accounts (id), -- internal
  password_hash text NOT NULL,
  replaced_at timestamptz(3) NOT NULL
);
CREATE INDEX earlier_passwords_by_account ON earlier_passwords (account_id, replaced_at);

-- A link is kept for a while after it was used or has run out, so that whoever comes again is told so.
CREATE TABLE password_resets (
  token_hash bytea PRIMARY KEY, -- internal
  account_id uuid NOT NULL CONSTRAINT password_resets_account REFERENCES accounts (id), -- internal
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);
CREATE INDEX password_resets_by_account ON password_resets (account_id);

-- down

DROP TABLE password_resets, earlier_passwords;

ALTER TABLE accounts
  DROP COLUMN password_changed_at,
  DROP COLUMN must_change_password,
  DROP COLUMN reset_requested_at;
