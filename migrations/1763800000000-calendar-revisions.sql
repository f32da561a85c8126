-- Revisions of the office calendar: what was published, what the city announced over it, and how far the open clocks are counted again.

-- up

-- A year's table as a city pack or an import brought it; per year the last one recorded is in force.
CREATE TABLE calendar_publications (
  id uuid PRIMARY KEY, -- internal
  year integer NOT NULL,
  source text NOT NULL,
  content_hash bytea NOT NULL,
  days jsonb NOT NULL,
  recorded_at timestamptz(3) NOT NULL
);
CREATE INDEX calendar_publications_by_year ON calendar_publications (year, source, id);

-- Closures and make-up days. They lie over whatever is published for the day, now or later. Without a district they are the whole city's.
CREATE TABLE calendar_announcements (
  day date NOT NULL,
  district_code text NOT NULL,
  kind text NOT NULL,
  from_minute integer,
  reason text NOT NULL,
  announced_at timestamptz(3) NOT NULL,
  PRIMARY KEY (day, district_code) -- internal
);

-- A clock is counted by the calendar of the district in which its case lies.
ALTER TABLE deadlines ADD COLUMN district_code text;
-- Every clock is changed several times while it runs; without room beside it each change would write another page.
ALTER TABLE deadlines SET (fillfactor = 80);
UPDATE deadlines d SET district_code = c.district_code FROM cases c WHERE c.id = d.case_id;

CREATE TABLE replannings (
  id uuid PRIMARY KEY, -- internal
  calendar_version integer NOT NULL CONSTRAINT replannings_once UNIQUE, -- internal
  total integer NOT NULL,
  done integer NOT NULL,
  begun_at timestamptz(3) NOT NULL,
  handed_at timestamptz(3),
  finished_at timestamptz(3)
);
CREATE INDEX replannings_unfinished ON replannings (calendar_version) WHERE finished_at IS NULL;

CREATE INDEX deadlines_open_by_calendar ON deadlines (calendar_version, id) WHERE state <> 'STOPPED';

-- down

DROP INDEX deadlines_open_by_calendar;
ALTER TABLE deadlines DROP COLUMN district_code;
ALTER TABLE deadlines RESET (fillfactor);
DROP TABLE replannings, calendar_announcements, calendar_publications;
