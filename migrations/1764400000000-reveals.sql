-- Who petitioned is shown to those who say what for, and to named custodians where somebody petitioned in confidence.

-- up

CREATE TABLE custodians (
  account_id uuid PRIMARY KEY CONSTRAINT custodians_account REFERENCES accounts (id), -- internal
  agency_code text,
  from_on date NOT NULL,
  until_on date NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  appointed_by uuid NOT NULL CONSTRAINT custodians_appointer REFERENCES accounts (id), -- internal
  appointed_at timestamptz(3) NOT NULL
);

CREATE TABLE reveals (
  id uuid PRIMARY KEY, -- internal
  case_id uuid NOT NULL CONSTRAINT reveals_case REFERENCES cases (id), -- internal
  petition_id uuid NOT NULL CONSTRAINT reveals_petition REFERENCES petitions (id), -- internal
  account_id uuid NOT NULL CONSTRAINT reveals_account REFERENCES accounts (id), -- internal
  on_behalf_of text,
  agency_code text,
  identity_level text NOT NULL,
  purpose text NOT NULL,
  note text,
  revealed_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX reveals_by_person ON reveals (account_id, petition_id, expires_at);
CREATE INDEX reveals_by_time ON reveals (revealed_at, id);
CREATE INDEX reveals_by_agency ON reveals (agency_code, revealed_at, id) WHERE agency_code IS NOT NULL;
CREATE INDEX reveals_by_case ON reveals (case_id);

CREATE TABLE identity_views (
  account_id uuid NOT NULL CONSTRAINT identity_views_account REFERENCES accounts (id), -- internal
  petition_id uuid NOT NULL CONSTRAINT identity_views_petition REFERENCES petitions (id), -- internal
  ground_id uuid NOT NULL,
  ground text NOT NULL,
  viewed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (account_id, petition_id, ground_id) -- internal
);

CREATE TABLE petitioner_corrections (
  id uuid PRIMARY KEY, -- internal
  petition_id uuid NOT NULL CONSTRAINT petitioner_corrections_petition REFERENCES petitions (id), -- internal
  account_id uuid NOT NULL CONSTRAINT petitioner_corrections_account REFERENCES accounts (id), -- internal
  fields text[] NOT NULL,
  former bytea NOT NULL,
  corrected_at timestamptz(3) NOT NULL
);
CREATE INDEX petitioner_corrections_by_petition ON petitioner_corrections (petition_id, corrected_at);

-- down

DROP TABLE petitioner_corrections;
DROP TABLE identity_views;
DROP TABLE reveals;
DROP TABLE custodians;
