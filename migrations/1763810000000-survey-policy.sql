-- up

-- A row without expires_at is a survey that was not sent; not_sent_reason says why.
ALTER TABLE surveys
  ALTER COLUMN expires_at DROP NOT NULL,
  ADD COLUMN not_sent_reason text,
  ADD COLUMN details_at timestamptz(3),
  ADD COLUMN remind_at timestamptz(3),
  ADD COLUMN reminder_enqueued_at timestamptz(3),
  ADD COLUMN reminded_at timestamptz(3),
  ADD COLUMN reminder_token_hash bytea,
  ADD COLUMN answer_channel text,
  ADD COLUMN call_by text,
  ADD COLUMN call_since timestamptz(3);
CREATE UNIQUE INDEX surveys_by_reminder_token ON surveys (reminder_token_hash) WHERE reminder_token_hash IS NOT NULL; -- internal
CREATE INDEX surveys_by_offered ON surveys (offered_at, id);
CREATE INDEX surveys_to_remind ON surveys (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX surveys_to_call ON surveys (call_by, call_since, id) WHERE call_by IS NOT NULL AND answered_at IS NULL;
UPDATE surveys SET answer_channel = 'LINK' WHERE answered_at IS NOT NULL;

ALTER TABLE survey_reviews
  ADD COLUMN finding text,
  ADD COLUMN note text,
  ADD COLUMN resolved_at timestamptz(3),
  ADD COLUMN resolved_by uuid;
CREATE INDEX survey_reviews_open ON survey_reviews (opened_at, id) WHERE resolved_at IS NULL;

CREATE TABLE reopen_requests (
  id uuid PRIMARY KEY, -- internal
  survey_id uuid NOT NULL CONSTRAINT reopen_requests_once UNIQUE, -- internal
  case_id uuid NOT NULL,
  closing integer NOT NULL,
  reason text NOT NULL,
  state text NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  due_at timestamptz(3) NOT NULL,
  decided_at timestamptz(3),
  decided_by uuid,
  note text,
  CONSTRAINT reopen_requests_survey FOREIGN KEY (survey_id) REFERENCES surveys (id) -- internal
);
CREATE INDEX reopen_requests_by_case ON reopen_requests (case_id);
CREATE INDEX reopen_requests_by_due ON reopen_requests (due_at, id);

-- down

DROP TABLE reopen_requests;
DROP INDEX survey_reviews_open;
ALTER TABLE survey_reviews
  DROP COLUMN finding,
  DROP COLUMN note,
  DROP COLUMN resolved_at,
  DROP COLUMN resolved_by;
DELETE FROM surveys WHERE expires_at IS NULL;
DROP INDEX surveys_by_reminder_token, surveys_by_offered, surveys_to_remind, surveys_to_call;
ALTER TABLE surveys
  DROP COLUMN not_sent_reason,
  DROP COLUMN details_at,
  DROP COLUMN remind_at,
  DROP COLUMN reminder_enqueued_at,
  DROP COLUMN reminded_at,
  DROP COLUMN reminder_token_hash,
  DROP COLUMN answer_channel,
  DROP COLUMN call_by,
  DROP COLUMN call_since,
  ALTER COLUMN expires_at SET NOT NULL;
