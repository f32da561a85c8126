-- Whoever holds an account hears of another address at the one before, too: it is kept until they were told.

-- up

ALTER TABLE accounts ADD COLUMN former_emails text[] NOT NULL DEFAULT '{}';

-- down

ALTER TABLE accounts DROP COLUMN former_emails;
