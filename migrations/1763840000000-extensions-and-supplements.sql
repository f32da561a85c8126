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

-- down

DROP TABLE case_timers;
