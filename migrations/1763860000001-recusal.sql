-- Nobody handles a complaint about themselves (迴避).

-- up

CREATE TABLE recusals (
  id uuid PRIMARY KEY, -- internal
  case_id uuid NOT NULL CONSTRAINT recusals_case REFERENCES cases (id), -- internal
  account_id uuid,
  agency_code text,
  reason text NOT NULL,
  recused_at timestamptz(3) NOT NULL,
  lifted_at timestamptz(3)
);
CREATE INDEX recusals_by_case ON recusals (case_id);
CREATE INDEX recusals_by_account ON recusals (account_id, case_id) WHERE lifted_at IS NULL;

-- down

DROP TABLE recusals;
