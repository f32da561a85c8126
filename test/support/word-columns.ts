import { type Db, sql } from '../../src/platform/database/index.ts';

/** Tables of the city, its staff and the program: what somebody writes there is about no case. */
export const CASELESS_TABLES = [
  ...['account_roles', 'accounts', 'api_keys', 'earlier_passwords', 'linked_accounts', 'list_looks', 'saved_lists', 'sessions'],
  ...[
    'agencies',
    'calendar_announcements',
    'calendar_publications',
    'calendar_versions',
    'categories',
    'disasters',
    'suspensions',
  ],
  ...['routing_rule_sets', 'audit_reviews', 'record_checks', 'retention_batches', 'backups', 'schema_migrations', 'vault_keys'],
  ...['vault_rotations', 'relay_mailboxes', 'spent_challenges', 'fact_deliveries', 'custodians'],
];

/** Codes, numbers, names of staff, and texts that the city or the program wrote: what stays of a case. */
export const WORDLESS_COLUMNS = [
  ...['assignments.agency_code', 'assignments.proposed_agency_code', 'assignments.role', 'assignments.status'],
  ...['attachment_links.origin', 'attachments.kind'],
  ...['case_extensions.approver', 'case_extensions.reason_code', 'case_extensions.reason_text', 'case_extensions.state'],
  ...['case_replies.approvers', 'case_replies.asked_agency', 'case_replies.legal_remedy_code', 'case_replies.outcome'],
  ...['case_replies.state', 'case_replies.status_before', 'case_replies.submitted_by', 'case_replies.template_code'],
  ...['case_timers.kind', 'case_timers.subject'], // the id of a promise, or of what else it rings for
  ...['cases.case_no', 'cases.category_code', 'cases.clock_state', 'cases.district_code', 'cases.earlier_case_no'],
  ...['cases.lead_agency_code', 'cases.no_action_ground', 'cases.outcome', 'cases.priority', 'cases.sla_unit', 'cases.status'],
  ...['cases.status_before_merge', 'cases.tracking_level', 'cases.village_code'],
  ...['clock_entries.data', 'clock_entries.kind'],
  ...[
    'deadlines.district_code',
    'deadlines.next_step',
    'deadlines.sla_unit',
    'deadlines.state',
    'deadlines.steps',
    'deadlines.urgency',
  ],
  ...['facts.actor_kind', 'facts.actor_name', 'facts.address', 'facts.on_behalf_of', 'facts.request_id', 'facts.subject_kind'],
  'facts.type',
  ...['idempotency_keys.key', 'idempotency_keys.scope', 'unsealed_rows.belongs_to'],
  ...['identity_views.ground', 'machine_views.ground', 'machine_views.machine'],
  ...['incoming_mails.mailbox', 'incoming_mails.reason', 'incoming_mails.state'],
  ...['legal_holds.lifted_by', 'legal_holds.placed_by'],
  ...['petitioner_corrections.fields'],
  ...['petitions.category_code', 'petitions.channel', 'petitions.district_code', 'petitions.language', 'petitions.petition_no'],
  ...['petitions.preferred_contact', 'petitions.village_code'],
  ...['precedents.agency_code', 'precedents.category_code', 'precedents.district_code', 'precedents.from_agency_code'],
  ...['precedents.ruled_by', 'precedents.village_code'],
  'recusals.agency_code',
  ...['reminders.recipients', 'reminders.step'],
  ...['reopen_requests.ring_step', 'reopen_requests.state'],
  ...['retention_items.class', 'retention_items.reason', 'retention_items.state'],
  ...['reveals.agency_code', 'reveals.identity_level', 'reveals.on_behalf_of', 'reveals.purpose'],
  ...['routing_decisions.co_agency_codes', 'routing_decisions.lead_agency_code', 'routing_decisions.outcome'],
  ...['routing_decisions.reasons', 'routing_decisions.rule_id', 'routing_decisions.runners_up'],
  'supplements.state',
  ...['survey_reviews.finding', 'survey_reviews.state'],
  ...['surveys.answer_channel', 'surveys.call_by', 'surveys.end_reason', 'surveys.not_sent_reason'],
  ...['tombstones.agency_code', 'tombstones.case_no', 'tombstones.category_code', 'tombstones.class', 'tombstones.status'],
];

/** Forgotten, but never with what was planted in it: deleted with its row, made out of other columns, or of answers that a rule asks for. */
export const FORGOTTEN_OTHERWISE = [
  'cases.search',
  ...['messages.cause', 'messages.channel', 'messages.language', 'messages.last_error', 'messages.state', 'messages.template'],
  'relay_addresses.token',
  ...['routing_decisions.border', 'routing_decisions.facts'],
  'unsealed_rows.plain',
];

/** What is sealed, and what is made of words or numbers of people: forgotten with the case. */
export const FORGOTTEN_BYTES = [
  ...['attachments.sha256', 'fact_links.salt', 'incoming_mails.digest'],
  ...['messages.recipient_index', 'messages.sealed'],
  ...['petitioner_corrections.former', 'petitioners.email_index', 'petitioners.phone_index', 'petitioners.sealed'],
  ...['petitions.confirmation_hash', 'referrals.token_hash', 'supplements.token_hash'],
  ...['surveys.reminder_token_hash', 'surveys.token_hash'],
];

/** Random, or made of what is random or stays: nothing that somebody wrote can be tried by it. */
export const SILENT_BYTES = [
  ...['anchors.ends', 'anchors.head', 'fact_links.data_digest', 'fact_links.hash'], // of what a fact said only with its salt
  ...['chain_end_parts.digest', 'chain_end_parts.prefix', 'chain_ends.hash', 'chain_ends.tag'],
  ...['challenge_secrets.secret', 'password_resets.token_hash', 'recovery_codes.code_hash'],
  ...['second_factors.proposed_secret', 'second_factors.secret'],
  'idempotency_keys.sealed', // for a day
  'petitions.lookup_hash',
];

/** `table.column` of every column in which words may stand, outside the tables named. */
export const wordColumns = (db: Db, outside: readonly string[]): Promise<string[]> =>
  columnsOf(db, outside, ['text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'tsvector', 'xml']);

/** The same of columns of bytes. */
export const byteColumns = (db: Db, outside: readonly string[]): Promise<string[]> => columnsOf(db, outside, ['bytea']);

async function columnsOf(db: Db, outside: readonly string[], types: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ name: string }>(sql`
    SELECT c.table_name || '.' || c.column_name AS name
    FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> ALL (${[...outside]}::text[])
      AND c.data_type = ANY (${[...types]}::text[])`);
  return rows.map(({ name }) => name).sort();
}
