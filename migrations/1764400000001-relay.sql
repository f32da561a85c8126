-- Petitioners answer to an address of the program, one for each petition: neither they nor an agency learn the other's.

-- up

CREATE TABLE relay_addresses (
  petition_id uuid PRIMARY KEY CONSTRAINT relay_addresses_petition REFERENCES petitions (id), -- internal
  token text NOT NULL,
  CONSTRAINT relay_addresses_token UNIQUE (token) -- internal
);

-- down

DROP TABLE relay_addresses;
