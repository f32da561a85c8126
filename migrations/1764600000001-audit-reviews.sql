-- up

-- Months of the record that somebody looked through and signed.
CREATE TABLE audit_reviews (
  id uuid PRIMARY KEY, -- internal
  month text NOT NULL CONSTRAINT audit_reviews_month_unique UNIQUE,
  reviewed_at timestamptz(3) NOT NULL,
  reviewer_id uuid NOT NULL,
  reviewer_name text NOT NULL,
  note text NOT NULL,
  digest text NOT NULL
);

-- down

DROP TABLE audit_reviews;
