-- The tables of the main job: a petition comes in, is routed, worked on, reminded, closed, and its citizen asked.
-- Every instant is timestamptz(3): JavaScript keeps milliseconds, and a cursor must come back as it went out.
-- A constraint that only a mistake of ours can violate is marked `-- internal`.

-- up

-- platform -----------------------------------------------------------------------------------------------------------

CREATE TABLE facts (
  id uuid PRIMARY KEY, -- internal
  seq bigint GENERATED ALWAYS AS IDENTITY,
  type text NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  data jsonb NOT NULL,
  public boolean NOT NULL
);
CREATE INDEX facts_by_subject ON facts (subject_id, seq);

-- What the queue still has to hand to a reaction. The reaction deletes its row in the transaction in which it takes effect.
CREATE TABLE fact_deliveries (
  fact_id uuid NOT NULL,
  reaction text NOT NULL,
  offer_at timestamptz(3) NOT NULL DEFAULT '-infinity',
  PRIMARY KEY (fact_id, reaction) -- internal
);
CREATE INDEX fact_deliveries_by_offer ON fact_deliveries (offer_at, fact_id);

CREATE TABLE idempotency_keys (
  scope text NOT NULL,
  key text NOT NULL,
  body_hash bytea NOT NULL,
  answer jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE simulated_clock (
  id integer PRIMARY KEY, -- internal
  ahead_ms bigint NOT NULL
);

-- agencies, calendar, catalog: versioned reference data; the current version has no replaced_at -----------------------

CREATE TABLE agencies (
  id uuid PRIMARY KEY, -- internal
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  kind text NOT NULL,
  parent_code text,
  district_codes text[] NOT NULL,
  receives_cases boolean NOT NULL,
  valid_from date,
  valid_to date,
  successor_code text,
  recorded_at timestamptz(3) NOT NULL,
  replaced_at timestamptz(3)
);
CREATE UNIQUE INDEX agencies_current ON agencies (code) WHERE replaced_at IS NULL; -- internal

CREATE TABLE categories (
  id uuid PRIMARY KEY, -- internal
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  group_code text NOT NULL,
  group_zh text NOT NULL,
  urgency text NOT NULL,
  sla_value integer NOT NULL,
  sla_unit text NOT NULL,
  location_required boolean NOT NULL,
  safety_hazard boolean NOT NULL,
  confidential boolean NOT NULL,
  direct_dispatch boolean NOT NULL,
  city_appearance_no integer,
  keywords text[] NOT NULL,
  aliases text[] NOT NULL,
  valid_from date,
  valid_to date,
  successor_code text,
  recorded_at timestamptz(3) NOT NULL,
  replaced_at timestamptz(3)
);
CREATE UNIQUE INDEX categories_current ON categories (code) WHERE replaced_at IS NULL; -- internal

CREATE TABLE calendar_versions (
  version integer PRIMARY KEY, -- internal
  content_hash bytea NOT NULL,
  days jsonb NOT NULL,
  reason text NOT NULL,
  recorded_at timestamptz(3) NOT NULL
);

-- identity ------------------------------------------------------------------------------------------------------------

CREATE TABLE accounts (
  id uuid PRIMARY KEY, -- internal
  username text NOT NULL CONSTRAINT accounts_username_unique UNIQUE,
  display_name text NOT NULL,
  email text,
  password_hash text NOT NULL,
  demonstration boolean NOT NULL,
  failed_logins integer NOT NULL,
  locked_until timestamptz(3),
  disabled_at timestamptz(3),
  created_at timestamptz(3) NOT NULL
);

-- agency_code '*' means the whole city.
CREATE TABLE account_roles (
  account_id uuid NOT NULL,
  role text NOT NULL,
  agency_code text NOT NULL,
  PRIMARY KEY (account_id, role, agency_code), -- internal
  CONSTRAINT account_roles_account FOREIGN KEY (account_id) REFERENCES accounts (id) -- internal
);
CREATE INDEX account_roles_by_agency ON account_roles (agency_code, role);

CREATE TABLE sessions (
  token_hash bytea PRIMARY KEY, -- internal
  account_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT sessions_account FOREIGN KEY (account_id) REFERENCES accounts (id) -- internal
);

-- petitions -----------------------------------------------------------------------------------------------------------

CREATE SEQUENCE petition_numbers INCREMENT BY 20;

CREATE TABLE petitions (
  id uuid PRIMARY KEY, -- internal
  petition_no text NOT NULL CONSTRAINT petitions_no_unique UNIQUE, -- internal
  lookup_hash bytea NOT NULL,
  channel text NOT NULL,
  category_code text,
  subject text NOT NULL,
  description text NOT NULL,
  received_at timestamptz(3) NOT NULL,
  registered_at timestamptz(3) NOT NULL,
  registered_by uuid,
  lat double precision,
  lng double precision,
  point_doubtful boolean NOT NULL,
  address text,
  district_code text,
  village_code text,
  landmark text,
  light_pole_no text,
  answers jsonb NOT NULL,
  anonymous boolean NOT NULL,
  confidential boolean NOT NULL,
  preferred_contact text NOT NULL,
  language text NOT NULL,
  call_id text,
  external_id text,
  confirmation_hash bytea,
  confirmation_expires_at timestamptz(3),
  confirmed_at timestamptz(3)
);
CREATE UNIQUE INDEX petitions_external_id_unique ON petitions (external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX petitions_by_confirmation ON petitions (confirmation_hash) WHERE confirmation_hash IS NOT NULL; -- internal

-- Who petitioned: the only table with a citizen's personal data.
CREATE TABLE petitioners (
  petition_id uuid PRIMARY KEY, -- internal
  name text,
  phone text,
  email text,
  address text,
  CONSTRAINT petitioners_petition FOREIGN KEY (petition_id) REFERENCES petitions (id) -- internal
);

-- routing -------------------------------------------------------------------------------------------------------------

CREATE TABLE routing_rule_sets (
  version integer PRIMARY KEY, -- internal
  content_hash bytea NOT NULL,
  rules jsonb NOT NULL,
  published_at timestamptz(3) NOT NULL,
  published_by text NOT NULL
);

CREATE TABLE routing_decisions (
  id uuid PRIMARY KEY, -- internal
  case_id uuid NOT NULL,
  rule_set_version integer NOT NULL,
  rule_id text,
  outcome text NOT NULL,
  lead_agency_code text,
  co_agency_codes text[] NOT NULL,
  reasons jsonb NOT NULL,
  runners_up jsonb NOT NULL,
  border jsonb,
  facts jsonb NOT NULL,
  decided_at timestamptz(3) NOT NULL
);
CREATE INDEX routing_decisions_by_case ON routing_decisions (case_id, decided_at);

-- cases ---------------------------------------------------------------------------------------------------------------

CREATE SEQUENCE case_numbers INCREMENT BY 20;

CREATE TABLE cases (
  id uuid PRIMARY KEY, -- internal
  case_no text NOT NULL CONSTRAINT cases_no_unique UNIQUE, -- internal
  version integer NOT NULL,
  status text NOT NULL,
  category_code text,
  priority text NOT NULL,
  safety_hazard boolean NOT NULL,
  confidential boolean NOT NULL,
  subject text NOT NULL,
  description text NOT NULL,
  lat double precision,
  lng double precision,
  address text,
  district_code text,
  village_code text,
  lead_agency_code text,
  handler_id uuid,
  first_received_at timestamptz(3) NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  sla_value integer NOT NULL,
  sla_unit text NOT NULL,
  due_at timestamptz(3) NOT NULL,
  overdue_since timestamptz(3),
  clock_state text NOT NULL,
  extensions integer NOT NULL,
  reroutes integer NOT NULL,
  petition_count integer NOT NULL,
  closings integer NOT NULL,
  outcome text,
  reply text,
  closed_at timestamptz(3),
  search tsvector NOT NULL
);
CREATE INDEX cases_open_by_agency ON cases (lead_agency_code, due_at, id) WHERE closed_at IS NULL;
CREATE INDEX cases_open_by_due ON cases (due_at, id) WHERE closed_at IS NULL;
CREATE INDEX cases_by_opened ON cases (opened_at, id);
CREATE INDEX cases_open_by_handler ON cases (handler_id, due_at, id) WHERE closed_at IS NULL;
CREATE INDEX cases_by_words ON cases USING gin (search);

CREATE TABLE case_petitions (
  case_id uuid NOT NULL,
  petition_id uuid NOT NULL,
  linked_at timestamptz(3) NOT NULL,
  PRIMARY KEY (case_id, petition_id), -- internal
  CONSTRAINT case_petitions_case FOREIGN KEY (case_id) REFERENCES cases (id), -- internal
  CONSTRAINT case_petitions_petition FOREIGN KEY (petition_id) REFERENCES petitions (id) -- internal
);
CREATE INDEX case_petitions_by_petition ON case_petitions (petition_id);

CREATE TABLE assignments (
  id uuid PRIMARY KEY, -- internal
  case_id uuid NOT NULL,
  agency_code text NOT NULL,
  role text NOT NULL,
  status text NOT NULL,
  handler_id uuid,
  assigned_at timestamptz(3) NOT NULL,
  accepted_at timestamptz(3),
  ended_at timestamptz(3),
  due_at timestamptz(3) NOT NULL,
  CONSTRAINT assignments_case FOREIGN KEY (case_id) REFERENCES cases (id) -- internal
);
CREATE INDEX assignments_by_case ON assignments (case_id);
CREATE UNIQUE INDEX assignments_one_lead ON assignments (case_id) WHERE role = 'LEAD' AND ended_at IS NULL; -- internal
CREATE INDEX assignments_open_by_agency ON assignments (agency_code, due_at, case_id) WHERE ended_at IS NULL AND status <> 'ANSWERED';

-- deadlines -----------------------------------------------------------------------------------------------------------

CREATE TABLE deadlines (
  id uuid PRIMARY KEY, -- internal
  case_id uuid NOT NULL,
  version integer NOT NULL,
  state text NOT NULL,
  urgency text NOT NULL,
  safety_hazard boolean NOT NULL,
  sla_value integer NOT NULL,
  sla_unit text NOT NULL,
  started_at timestamptz(3) NOT NULL,
  due_at timestamptz(3) NOT NULL,
  calendar_version integer NOT NULL,
  steps jsonb NOT NULL,
  next_step text,
  next_ring_at timestamptz(3),
  alarm_enqueued_at timestamptz(3),
  CONSTRAINT deadlines_case_unique UNIQUE (case_id), -- internal
  CONSTRAINT deadlines_case FOREIGN KEY (case_id) REFERENCES cases (id) -- internal
);
CREATE INDEX deadlines_to_ring ON deadlines (next_ring_at) WHERE next_ring_at IS NOT NULL;
CREATE INDEX deadlines_to_enqueue ON deadlines (next_ring_at) WHERE next_ring_at IS NOT NULL AND alarm_enqueued_at IS NULL;

CREATE TABLE clock_entries (
  id uuid PRIMARY KEY, -- internal
  seq bigint GENERATED ALWAYS AS IDENTITY,
  deadline_id uuid NOT NULL,
  kind text NOT NULL,
  at timestamptz(3) NOT NULL,
  data jsonb NOT NULL,
  due_at timestamptz(3),
  CONSTRAINT clock_entries_deadline FOREIGN KEY (deadline_id) REFERENCES deadlines (id) -- internal
);
CREATE INDEX clock_entries_by_deadline ON clock_entries (deadline_id, seq);

CREATE TABLE reminders (
  id uuid PRIMARY KEY, -- internal
  deadline_id uuid NOT NULL,
  deadline_version integer NOT NULL,
  step text NOT NULL,
  case_id uuid NOT NULL,
  due_at timestamptz(3) NOT NULL,
  ring_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3) NOT NULL,
  recipients jsonb NOT NULL,
  CONSTRAINT reminders_once UNIQUE (deadline_id, deadline_version, step), -- internal
  CONSTRAINT reminders_deadline FOREIGN KEY (deadline_id) REFERENCES deadlines (id) -- internal
);
CREATE INDEX reminders_by_case ON reminders (case_id, sent_at);

-- surveys -------------------------------------------------------------------------------------------------------------

CREATE TABLE surveys (
  id uuid PRIMARY KEY, -- internal
  case_id uuid NOT NULL,
  petition_id uuid NOT NULL,
  closing integer NOT NULL,
  token_hash bytea,
  offered_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  answered_at timestamptz(3),
  overall integer,
  speed integer,
  attitude integer,
  result integer,
  comment text,
  CONSTRAINT surveys_once UNIQUE (case_id, petition_id, closing) -- internal
);
CREATE UNIQUE INDEX surveys_by_token ON surveys (token_hash) WHERE token_hash IS NOT NULL; -- internal

CREATE TABLE survey_reviews (
  id uuid PRIMARY KEY, -- internal
  survey_id uuid NOT NULL CONSTRAINT survey_reviews_once UNIQUE, -- internal
  case_id uuid NOT NULL,
  state text NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  CONSTRAINT survey_reviews_survey FOREIGN KEY (survey_id) REFERENCES surveys (id) -- internal
);

-- notifications -------------------------------------------------------------------------------------------------------

CREATE TABLE messages (
  id uuid PRIMARY KEY, -- internal
  channel text NOT NULL,
  recipient text NOT NULL,
  template text NOT NULL,
  language text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  links jsonb NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL,
  next_attempt_at timestamptz(3),
  enqueued_at timestamptz(3),
  last_error text,
  case_id uuid,
  petition_id uuid,
  cause text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  CONSTRAINT messages_once UNIQUE (cause, channel, recipient) -- internal
);
CREATE INDEX messages_to_send ON messages (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX messages_by_created ON messages (created_at, id);

-- down

DROP TABLE messages, survey_reviews, surveys, reminders, clock_entries, deadlines, assignments, case_petitions, cases,
  routing_decisions, routing_rule_sets, petitioners, petitions, sessions, account_roles, accounts, calendar_versions,
  categories, agencies, simulated_clock, idempotency_keys, fact_deliveries, facts;
DROP SEQUENCE petition_numbers, case_numbers;
