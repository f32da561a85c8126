-- Rulings of the city's level about disputed cases.

-- up

CREATE TABLE precedents (
  id uuid PRIMARY KEY, -- internal
  fact_id uuid NOT NULL,
  case_id uuid NOT NULL,
  category_code text,
  district_code text,
  village_code text,
  from_agency_code text NOT NULL,
  agency_code text NOT NULL,
  reason text NOT NULL,
  ruled_by text NOT NULL,
  ruled_at timestamptz(3) NOT NULL,
  CONSTRAINT precedents_once UNIQUE (fact_id), -- internal
  CONSTRAINT precedents_case FOREIGN KEY (case_id) REFERENCES cases (id) -- internal
);
CREATE INDEX precedents_by_category ON precedents (category_code, ruled_at);
-- which agency lost cases when
CREATE INDEX assignments_handed_on ON assignments (ended_at) WHERE role = 'LEAD' AND status IN ('RETURNED', 'TRANSFERRED');

-- down

DROP INDEX assignments_handed_on;
DROP TABLE precedents;
