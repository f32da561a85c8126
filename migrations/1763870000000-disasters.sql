-- Disasters, while which the city works otherwise; clocks that stand still for one.

-- up

CREATE TABLE disasters (
  id uuid PRIMARY KEY, -- internal
  state text NOT NULL,
  name text NOT NULL,
  notice jsonb NOT NULL,
  service_levels jsonb NOT NULL,
  emergency_desk jsonb,
  started_at timestamptz(3) NOT NULL,
  started_by text NOT NULL,
  until timestamptz(3),
  ended_at timestamptz(3),
  ended_by text,
  end_reason text,
  alarm_enqueued_at timestamptz(3)
);
CREATE UNIQUE INDEX disasters_one_at_a_time ON disasters (state) WHERE state = 'UNDERWAY';
CREATE INDEX disasters_by_start ON disasters (started_at, id);

-- no reference: every clock that starts suspended would lock the one row that is underway
ALTER TABLE deadlines ADD COLUMN suspended_by uuid;
CREATE INDEX deadlines_suspended ON deadlines (suspended_by, id) WHERE suspended_by IS NOT NULL;
CREATE INDEX cases_open_by_category ON cases (category_code, id) WHERE closed_at IS NULL;

CREATE TABLE suspensions (
  id uuid PRIMARY KEY, -- internal
  disaster_id uuid NOT NULL,
  kind text NOT NULL,
  total integer NOT NULL,
  done integer NOT NULL,
  begun_at timestamptz(3) NOT NULL,
  handed_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  CONSTRAINT suspensions_once UNIQUE (disaster_id, kind), -- internal
  CONSTRAINT suspensions_disaster FOREIGN KEY (disaster_id) REFERENCES disasters (id) -- internal
);

-- down

DROP TABLE suspensions;
DROP INDEX cases_open_by_category;
DROP INDEX deadlines_suspended;
ALTER TABLE deadlines DROP COLUMN suspended_by;
DROP TABLE disasters;
