-- A second factor: a code of an application that shares a secret with us (TOTP, RFC 6238), and codes on paper for when it is lost.
-- The secret is sealed; of the codes on paper only hashes are kept.

-- up

CREATE TABLE second_factors (
  account_id uuid PRIMARY KEY CONSTRAINT second_factors_account REFERENCES accounts (id), -- internal
  secret bytea, -- null: none is in use yet
  proposed_secret bytea, -- shown, and not confirmed yet
  last_step bigint NOT NULL -- codes of this interval of 30 seconds, and of those before, are used up
);

CREATE TABLE recovery_codes (
  account_id uuid NOT NULL CONSTRAINT recovery_codes_account REFERENCES accounts (id), -- internal
  code_hash bytea NOT NULL,
  PRIMARY KEY (account_id, code_hash) -- internal
);

-- Whether its holder has shown a second factor. Sessions that were opened before there was one have not.
ALTER TABLE sessions ADD COLUMN second_factor boolean NOT NULL DEFAULT false;

-- down

ALTER TABLE sessions DROP COLUMN second_factor;

DROP TABLE recovery_codes;

DROP TABLE second_factors;
