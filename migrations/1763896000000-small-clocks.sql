-- Small clocks that are counted in office time follow the calendar, as deadlines do.

-- up

-- From when such a timer is counted; none of those that ring at a fixed instant.
ALTER TABLE case_timers ADD COLUMN counted_from timestamptz(3);
CREATE INDEX case_timers_counted ON case_timers (id) WHERE counted_from IS NOT NULL AND rung_at IS NULL AND cancelled_at IS NULL;

-- down

DROP INDEX case_timers_counted;
ALTER TABLE case_timers DROP COLUMN counted_from;
