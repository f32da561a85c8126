-- Accounts whose holders a single sign-on vouches for. Who has no password signs in by none.

-- up

ALTER TABLE accounts ALTER COLUMN password_hash DROP NOT NULL;

CREATE TABLE linked_accounts (
  issuer text NOT NULL,
  person text NOT NULL,
  account_id uuid NOT NULL CONSTRAINT linked_accounts_account REFERENCES accounts (id), -- internal
  PRIMARY KEY (issuer, person), -- internal
  CONSTRAINT linked_accounts_once UNIQUE (account_id, issuer) -- internal
);

-- down

DROP TABLE linked_accounts;

-- Whoever had no password is given one that nobody knows.
UPDATE accounts
SET password_hash = '$argon2id$v=19$m=19456,t=2,p=1$ZqIPkMQVabvIrJDPrxGfUg$kngaQjSr8zzu62nFe92O0NjzdmQRsuPh215H0Qqy7LI'
WHERE password_hash IS NULL;
ALTER TABLE accounts ALTER COLUMN password_hash SET NOT NULL;
