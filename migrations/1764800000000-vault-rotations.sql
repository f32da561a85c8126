-- The keys of the vault are changed while the city works. Of a key that was retired nothing is kept but its number.

-- up

ALTER TABLE vault_keys ALTER COLUMN wrapped DROP NOT NULL;

CREATE TABLE vault_rotations (
  id uuid PRIMARY KEY, -- internal
  state text NOT NULL,
  from_data integer NOT NULL,
  to_data integer NOT NULL,
  from_index integer NOT NULL,
  to_index integer NOT NULL,
  asked_by uuid, -- null: by the command line
  asked_at timestamptz(3) NOT NULL,
  total integer NOT NULL,
  done integer NOT NULL,
  at_table text, -- where the next batch goes on
  after_row text,
  sealed_at timestamptz(3), -- when something was last under the old keys
  barrier text, -- transactions up to this one may have written under the old keys
  finished_at timestamptz(3),
  CONSTRAINT vault_rotations_one UNIQUE (from_data)
);

-- down

DO $$
BEGIN
  IF EXISTS (SELECT FROM vault_keys k WHERE k.wrapped IS NULL OR k.state = 'NEXT') THEN
    RAISE EXCEPTION 'keys of the vault were changed: restore the backup that was made before the upgrade';
  END IF;
END $$;

DROP TABLE vault_rotations;
ALTER TABLE vault_keys ALTER COLUMN wrapped SET NOT NULL;
