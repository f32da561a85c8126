-- Who handles a leg, leading or helping, finds its cases; an open case without a clock is found whether the clock should run or stand still.

-- up

DROP INDEX cases_open_by_handler;
CREATE INDEX assignments_by_handler ON assignments (handler_id, status, case_id) WHERE handler_id IS NOT NULL AND ended_at IS NULL;

DROP INDEX deadlines_running;
CREATE INDEX deadlines_open ON deadlines (case_id, state) WHERE state <> 'STOPPED';

-- down

DROP INDEX deadlines_open;
CREATE INDEX deadlines_running ON deadlines (case_id) WHERE state = 'RUNNING';

DROP INDEX assignments_by_handler;
CREATE INDEX cases_open_by_handler ON cases (handler_id, due_at, id) WHERE closed_at IS NULL;
