-- Accounts are asked for by one and approved by another, last for a time, and end when nobody uses them (資通系統防護基準 1–6, 36).

-- up

ALTER TABLE accounts
  ADD COLUMN requested_by uuid CONSTRAINT accounts_requested_by REFERENCES accounts (id), -- internal
  ADD COLUMN requested_at timestamptz(3),
  ADD COLUMN request_reason text,
  ADD COLUMN approved_by uuid CONSTRAINT accounts_approved_by REFERENCES accounts (id), -- internal
  ADD COLUMN approved_at timestamptz(3),
  ADD COLUMN rejected_at timestamptz(3),
  ADD COLUMN disabled_ground text,
  ADD COLUMN disabled_reason text,
  ADD COLUMN enabled_at timestamptz(3),
  ADD COLUMN expires_at timestamptz(3),
  ADD COLUMN warned_at timestamptz(3),
  ADD COLUMN last_signed_in_at timestamptz(3);

-- Nobody who is at work becomes idle by the upgrade.
UPDATE accounts a
SET last_signed_in_at = f.at
FROM (
  SELECT r.subject_id, max(r.at) AS at
  FROM facts r
  WHERE r.type = 'account.signed_in'
  GROUP BY r.subject_id
) f
WHERE f.subject_id = a.id;

-- down

ALTER TABLE accounts
  DROP COLUMN requested_by,
  DROP COLUMN requested_at,
  DROP COLUMN request_reason,
  DROP COLUMN approved_by,
  DROP COLUMN approved_at,
  DROP COLUMN rejected_at,
  DROP COLUMN disabled_ground,
  DROP COLUMN disabled_reason,
  DROP COLUMN enabled_at,
  DROP COLUMN expires_at,
  DROP COLUMN warned_at,
  DROP COLUMN last_signed_in_at;
