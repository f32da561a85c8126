-- What needs somebody's attention is counted at every look at the metrics: each count reads only rows that are in trouble, or open.

-- up

CREATE INDEX cases_in_triage ON cases (opened_at, id) WHERE status = 'TRIAGE';
CREATE INDEX assignments_without_handler ON assignments (assigned_at, case_id)
  WHERE role = 'LEAD' AND handler_id IS NULL AND ended_at IS NULL AND status <> 'ANSWERED';
CREATE INDEX deadlines_running ON deadlines (case_id) WHERE state = 'RUNNING';
CREATE INDEX messages_in_trouble ON messages (created_at, id) WHERE state IN ('RETRYING', 'FAILED');

-- A step that goes on rings many times, each of them once.
ALTER TABLE reminders ADD COLUMN number integer NOT NULL DEFAULT 1;
ALTER TABLE reminders DROP CONSTRAINT reminders_once;
ALTER TABLE reminders ADD CONSTRAINT reminders_once UNIQUE (deadline_id, deadline_version, step, number); -- internal

-- Reminders of limits of days wait here for the digest of each person they are for.
CREATE TABLE digest_lines (
  reminder_id uuid NOT NULL,
  account_id uuid NOT NULL,
  send_at timestamptz(3) NOT NULL,
  PRIMARY KEY (reminder_id, account_id) -- internal
);
CREATE INDEX digest_lines_to_send ON digest_lines (send_at, account_id);

-- Who got a digest on which day of the city: once.
CREATE TABLE digests (
  account_id uuid NOT NULL,
  day date NOT NULL,
  sent_at timestamptz(3) NOT NULL,
  PRIMARY KEY (account_id, day) -- internal
);

-- down

DROP TABLE digests, digest_lines;
ALTER TABLE reminders DROP CONSTRAINT reminders_once;
DELETE FROM reminders WHERE number > 1;
ALTER TABLE reminders ADD CONSTRAINT reminders_once UNIQUE (deadline_id, deadline_version, step);
ALTER TABLE reminders DROP COLUMN number;
DROP INDEX cases_in_triage, assignments_without_handler, deadlines_running, messages_in_trouble;
