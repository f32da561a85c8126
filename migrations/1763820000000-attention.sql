-- What needs somebody's attention is counted at every look at the metrics: each count reads only rows that are in trouble, or open.

-- up

CREATE INDEX cases_in_triage ON cases (opened_at, id) WHERE status = 'TRIAGE';
CREATE INDEX assignments_without_handler ON assignments (assigned_at, case_id)
  WHERE role = 'LEAD' AND handler_id IS NULL AND ended_at IS NULL AND status <> 'ANSWERED';
CREATE INDEX deadlines_running ON deadlines (case_id) WHERE state = 'RUNNING';
CREATE INDEX messages_in_trouble ON messages (created_at, id) WHERE state IN ('RETRYING', 'FAILED');

-- down

DROP INDEX cases_in_triage, assignments_without_handler, deadlines_running, messages_in_trouble;
