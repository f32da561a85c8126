-- What was left of a clock that has stopped, or stands still: a later calendar does not change it.

-- up

ALTER TABLE cases ADD COLUMN remaining_minutes integer;

-- down

ALTER TABLE cases DROP COLUMN remaining_minutes;
