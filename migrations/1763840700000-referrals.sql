-- Links by which agencies outside the city answer.

-- up

CREATE TABLE referrals (
  assignment_id uuid PRIMARY KEY, -- internal
  token_hash bytea NOT NULL,
  issued_at timestamptz(3) NOT NULL,
  CONSTRAINT referrals_by_token UNIQUE (token_hash), -- internal
  CONSTRAINT referrals_assignment FOREIGN KEY (assignment_id) REFERENCES assignments (id) -- internal
);

-- down

DROP TABLE referrals;
