-- Surveys by operator call end with a reason; requests to reopen ring; what is stuck is found by its index.

-- up

-- A row with ended_at nobody waits for any more; end_reason says why. Who calls has the row for themselves until claimed_until.
ALTER TABLE surveys
  ADD COLUMN claimed_by uuid,
  ADD COLUMN claimed_until timestamptz(3),
  ADD COLUMN call_attempts integer NOT NULL DEFAULT 0,
  ADD COLUMN ended_at timestamptz(3),
  ADD COLUMN end_reason text;
DROP INDEX surveys_to_call;
CREATE INDEX surveys_to_call ON surveys (call_by, call_since, id)
  WHERE call_by IS NOT NULL AND answered_at IS NULL AND ended_at IS NULL;

ALTER TABLE reopen_requests
  ADD COLUMN ring_at timestamptz(3),
  ADD COLUMN ring_step text,
  ADD COLUMN ring_enqueued_at timestamptz(3);
UPDATE reopen_requests SET ring_at = due_at, ring_step = 'OVER' WHERE state = 'OPEN';
CREATE INDEX reopen_requests_to_ring ON reopen_requests (ring_at) WHERE ring_at IS NOT NULL;
CREATE INDEX reopen_requests_open ON reopen_requests (due_at, id) WHERE state = 'OPEN';

CREATE INDEX suspensions_unfinished ON suspensions (handed_at, id) WHERE finished_at IS NULL;

-- down

DROP INDEX suspensions_unfinished, reopen_requests_open, reopen_requests_to_ring;
ALTER TABLE reopen_requests
  DROP COLUMN ring_at,
  DROP COLUMN ring_step,
  DROP COLUMN ring_enqueued_at;
DROP INDEX surveys_to_call;
CREATE INDEX surveys_to_call ON surveys (call_by, call_since, id) WHERE call_by IS NOT NULL AND answered_at IS NULL;
ALTER TABLE surveys
  DROP COLUMN claimed_by,
  DROP COLUMN claimed_until,
  DROP COLUMN call_attempts,
  DROP COLUMN ended_at,
  DROP COLUMN end_reason;
