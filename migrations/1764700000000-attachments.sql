-- Files that belong to petitions, notes, replies and answers (附件). The bytes lie in the store of files, under the row's id.

-- up

CREATE TABLE attachments (
  id uuid PRIMARY KEY, -- internal
  kind text NOT NULL,
  bytes integer NOT NULL,
  sha256 bytea NOT NULL,
  name text NOT NULL,
  width integer,
  height integer,
  taken_at timestamptz(3),
  lat double precision,
  lng double precision,
  uploaded_by uuid,
  uploaded_at timestamptz(3) NOT NULL,
  linked_at timestamptz(3),
  missing_since timestamptz(3)
);
CREATE INDEX attachments_unlinked ON attachments (uploaded_at) WHERE linked_at IS NULL;
CREATE INDEX attachments_missing ON attachments (missing_since) WHERE missing_since IS NOT NULL;

CREATE TABLE attachment_links (
  attachment_id uuid CONSTRAINT attachment_links_once PRIMARY KEY CONSTRAINT attachment_links_attachment REFERENCES attachments (id),
  origin text NOT NULL,
  petition_id uuid CONSTRAINT attachment_links_petition REFERENCES petitions (id), -- internal
  case_id uuid CONSTRAINT attachment_links_case REFERENCES cases (id), -- internal
  draft_id uuid,
  linked_at timestamptz(3) NOT NULL,
  public_at timestamptz(3)
);
CREATE INDEX attachment_links_by_petition ON attachment_links (petition_id) WHERE petition_id IS NOT NULL;
CREATE INDEX attachment_links_by_case ON attachment_links (case_id) WHERE case_id IS NOT NULL;

-- down

DROP TABLE attachment_links;
DROP TABLE attachments;
