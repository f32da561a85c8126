-- Whose petitioner a question was put to: the files of the answer are withheld like those of the petition.

-- up

ALTER TABLE supplements ADD COLUMN petition_id uuid CONSTRAINT supplements_petition REFERENCES petitions (id); -- internal

-- down

ALTER TABLE supplements DROP COLUMN petition_id;
