-- up

-- How far the record was checked: what is new since the day before, and a seventh of the rest.
CREATE TABLE record_checks (
  day date NOT NULL,
  kind text NOT NULL,
  after_no bigint NOT NULL,
  through_no bigint NOT NULL,
  done_no bigint NOT NULL,
  breaks integer NOT NULL,
  first_break text,
  checked_at timestamptz(3) NOT NULL,
  PRIMARY KEY (day, kind) -- internal
);
CREATE INDEX record_checks_broken ON record_checks (checked_at) WHERE breaks > 0;

-- down

DROP TABLE record_checks;
