-- up

-- That a machine of the city was shown how somebody who petitioned is reached; it has no account.
CREATE TABLE machine_views (
  machine text NOT NULL,
  petition_id uuid NOT NULL CONSTRAINT machine_views_petition REFERENCES petitions (id), -- internal
  ground_id uuid NOT NULL,
  ground text NOT NULL,
  viewed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (machine, petition_id, ground_id) -- internal
);

-- down

DROP TABLE machine_views;
