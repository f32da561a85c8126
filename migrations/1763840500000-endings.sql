-- Why a petition was left unprocessed (行政程序法 §173): registered and counted.

-- up

ALTER TABLE cases ADD COLUMN no_action_ground text, ADD COLUMN earlier_case_no text;

-- down

ALTER TABLE cases DROP COLUMN no_action_ground, DROP COLUMN earlier_case_no;
