-- up

-- Which mails of the mailbox that petitioners answer to were dealt with, each once. What a mail says stands in the record of its case,
-- who sent it nowhere.
CREATE TABLE incoming_mails (
  id uuid PRIMARY KEY, -- internal
  mailbox text NOT NULL,
  uid_validity bigint NOT NULL,
  uid bigint NOT NULL,
  state text NOT NULL,
  reason text,
  for_people boolean NOT NULL,
  petition_id uuid CONSTRAINT incoming_mails_petition REFERENCES petitions (id), -- internal
  digest bytea,
  taken_at timestamptz(3) NOT NULL,
  CONSTRAINT incoming_mails_once UNIQUE (mailbox, uid_validity, uid) -- internal
);
CREATE UNIQUE INDEX incoming_mails_same ON incoming_mails (petition_id, digest) WHERE state = 'TAKEN'; -- internal
CREATE INDEX incoming_mails_for_people ON incoming_mails (taken_at, id) WHERE for_people;

-- Who looks into a mailbox now, and since when that has failed.
CREATE TABLE relay_mailboxes (
  name text PRIMARY KEY, -- internal
  held_by uuid,
  held_until timestamptz(3) NOT NULL,
  failing_since timestamptz(3),
  reason text
);
CREATE INDEX relay_mailboxes_failing ON relay_mailboxes (failing_since) WHERE failing_since IS NOT NULL;

-- down

DROP TABLE relay_mailboxes;
DROP TABLE incoming_mails;
