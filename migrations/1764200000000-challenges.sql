-- Proofs of work for public forms: what all processes sign them with, and those whose solution was taken.

-- up

CREATE TABLE challenge_secrets (
  id smallint PRIMARY KEY, -- internal
  secret bytea NOT NULL,
  created_at timestamptz(3) NOT NULL
);

CREATE TABLE spent_challenges (
  nonce text PRIMARY KEY, -- internal
  until timestamptz(3) NOT NULL
);
CREATE INDEX spent_challenges_by_end ON spent_challenges (until);

-- down

DROP TABLE spent_challenges;
DROP TABLE challenge_secrets;
