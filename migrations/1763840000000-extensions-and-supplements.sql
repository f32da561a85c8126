-- Small clocks of one case besides its deadline; extensions (展期) and supplements (補正).

-- up

CREATE TABLE case_timers (
  id uuid PRIMARY KEY, -- internal
  case_id uuid NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  ring_at timestamptz(3) NOT NULL,
  enqueued_at timestamptz(3),
  rung_at timestamptz(3),
  cancelled_at timestamptz(3),
  CONSTRAINT case_timers_once UNIQUE (case_id, kind, subject), -- internal
  CONSTRAINT case_timers_case FOREIGN KEY (case_id) REFERENCES cases (id) -- internal
);
CREATE INDEX case_timers_to_ring ON case_timers (ring_at) WHERE rung_at IS NULL AND cancelled_at IS NULL;

ALTER TABLE cases ADD COLUMN extended_days integer NOT NULL DEFAULT 0;

CREATE TABLE case_extensions (
  id uuid PRIMARY KEY, -- internal
  case_id uuid NOT NULL,
  state text NOT NULL,
  until timestamptz(3) NOT NULL,
  from_due_at timestamptz(3) NOT NULL,
  due_at timestamptz(3) NOT NULL,
  days integer NOT NULL,
  approver text NOT NULL,
  reason_code text NOT NULL,
  reason_text jsonb NOT NULL,
  reason text NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  decided_by uuid,
  decided_at timestamptz(3),
  note text,
  CONSTRAINT case_extensions_case FOREIGN KEY (case_id) REFERENCES cases (id) -- internal
);
CREATE INDEX case_extensions_by_case ON case_extensions (case_id, requested_at);
CREATE UNIQUE INDEX case_extensions_one_open ON case_extensions (case_id) WHERE state = 'OPEN'; -- internal

CREATE TABLE supplements (
  id uuid PRIMARY KEY, -- internal
  case_id uuid NOT NULL,
  state text NOT NULL,
  question text NOT NULL,
  reply_by timestamptz(3) NOT NULL,
  paused_at timestamptz(3),
  requested_at timestamptz(3) NOT NULL,
  answer text,
  answered_at timestamptz(3),
  token_hash bytea,
  CONSTRAINT supplements_case FOREIGN KEY (case_id) REFERENCES cases (id) -- internal
);
CREATE UNIQUE INDEX supplements_one_open ON supplements (case_id) WHERE state = 'OPEN'; -- internal
CREATE UNIQUE INDEX supplements_by_token ON supplements (token_hash) WHERE token_hash IS NOT NULL; -- internal

-- down

DROP TABLE supplements, case_extensions;
ALTER TABLE cases DROP COLUMN extended_days;
DROP TABLE case_timers;
