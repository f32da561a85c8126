-- A role that looks after the whole city may be held for the cases of one district of it.

-- up

ALTER TABLE account_roles ADD COLUMN district_code text NOT NULL DEFAULT '*';
ALTER TABLE account_roles DROP CONSTRAINT account_roles_pkey;
ALTER TABLE account_roles ADD CONSTRAINT account_roles_pkey PRIMARY KEY (account_id, role, agency_code, district_code); -- internal

-- The bodies below an agency, for whoever signs in at it.
CREATE INDEX agencies_by_parent ON agencies (parent_code) WHERE replaced_at IS NULL;

-- down

DROP INDEX agencies_by_parent;

DELETE FROM account_roles WHERE district_code <> '*';
ALTER TABLE account_roles DROP CONSTRAINT account_roles_pkey;
ALTER TABLE account_roles ADD CONSTRAINT account_roles_pkey PRIMARY KEY (account_id, role, agency_code);
ALTER TABLE account_roles DROP COLUMN district_code;
