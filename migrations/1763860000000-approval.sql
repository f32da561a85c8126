-- A reply waits for those who must approve it (線上簽核); the case keeps every draft with what was decided about it.

-- up

CREATE TABLE case_replies (
  id uuid PRIMARY KEY, -- internal
  case_id uuid NOT NULL CONSTRAINT case_replies_case REFERENCES cases (id), -- internal
  state text NOT NULL,
  text text NOT NULL,
  outcome text NOT NULL,
  legal_remedy_code text,
  legal_remedy text,
  template_code text,
  submitted_by jsonb NOT NULL,
  submitted_at timestamptz(3) NOT NULL,
  approvers jsonb NOT NULL,
  decisions jsonb NOT NULL,
  asked_agency text
);
CREATE INDEX case_replies_by_case ON case_replies (case_id, submitted_at);
CREATE UNIQUE INDEX case_replies_one_pending ON case_replies (case_id) WHERE state = 'PENDING'; -- internal
CREATE INDEX case_replies_asked ON case_replies (asked_agency, case_id) WHERE state = 'PENDING';

-- down

DROP TABLE case_replies;
