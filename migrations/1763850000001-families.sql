-- Parents and children (母案, 子案): each child keeps its own life, and the parent waits for all of them.

-- up

ALTER TABLE cases
  ADD COLUMN parent_id uuid,
  ADD CONSTRAINT cases_parent FOREIGN KEY (parent_id) REFERENCES cases (id); -- internal
CREATE INDEX cases_by_parent ON cases (parent_id, due_at, id) WHERE parent_id IS NOT NULL;

-- down

ALTER TABLE cases DROP COLUMN parent_id;
