-- Names that nobody has are counted and locked as accounts are, by all processes together: each for itself, a lock that comes late or not at
-- all would tell which accounts exist. Names share the 262,144 counters, so that strangers cannot fill the table.

-- up

CREATE TABLE unknown_sign_ins (
  counter integer PRIMARY KEY, -- internal
  failed_logins integer NOT NULL,
  locked_until timestamptz(3)
);

-- down

DROP TABLE unknown_sign_ins;
