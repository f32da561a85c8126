-- What staff keep beside the cases: a shortlist, named filters, and when they looked last.

-- up

CREATE TABLE shortlisted_cases (
  account_id uuid NOT NULL CONSTRAINT shortlisted_cases_account REFERENCES accounts (id), -- internal
  case_id uuid NOT NULL CONSTRAINT shortlisted_cases_case REFERENCES cases (id), -- internal
  added_at timestamptz(3) NOT NULL,
  PRIMARY KEY (account_id, case_id) -- internal
);

CREATE TABLE saved_lists (
  id uuid PRIMARY KEY, -- internal
  account_id uuid NOT NULL CONSTRAINT saved_lists_account REFERENCES accounts (id), -- internal
  name text NOT NULL,
  filter jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT saved_lists_name_unique UNIQUE (account_id, name)
);

CREATE TABLE list_looks (
  account_id uuid NOT NULL CONSTRAINT list_looks_account REFERENCES accounts (id), -- internal
  list text NOT NULL,
  looked_at timestamptz(3) NOT NULL,
  PRIMARY KEY (account_id, list) -- internal
);

-- down

DROP TABLE list_looks;

DROP TABLE saved_lists;

DROP TABLE shortlisted_cases;
