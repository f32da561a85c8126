import { type Database, sql } from '../../src/platform/database/index.ts';

export const NOW = new Date('2026-11-20T01:00:00.000Z');
export const ME = '00000000-0000-4000-8000-000000000000';

/** 20,000 cases of 40 agencies over most of a year, each with a helper; one in ten is still open. `A-07` helps with those of `A-08`, `S-01` with 160. */
export async function addManyCases(database: Database): Promise<void> {
  await database.query(sql`
    INSERT INTO accounts (id, username, display_name, password_hash, demonstration, failed_logins, created_at)
    SELECT gen_random_uuid(), 'handler.' || n, '承辦人', '-', false, 0, ${NOW} FROM generate_series(1, 5000) n`);
  await database.query(sql`
    INSERT INTO cases (id, case_no, version, status, category_code, priority, safety_hazard, confidential, subject, description,
      district_code, lead_agency_code, first_received_at, opened_at, sla_value, sla_unit, due_at, clock_state, extensions, reroutes,
      petition_count, closings, outcome, reply, closed_at, search)
    SELECT gen_random_uuid(), 'C26-' || lpad(n::text, 6, '0') || '-0', 3, CASE WHEN n % 10 = 0 THEN 'DISPATCHED' ELSE 'CLOSED' END,
      'RD-001', 'P4', false, false, '路面坑洞', '有一個大坑洞', '68000020', 'A-' || lpad((n / 10 % 40)::text, 2, '0'),
      ${NOW}::timestamptz - n * interval '20 minutes', ${NOW}::timestamptz - n * interval '20 minutes', 6, 'WORKING_DAY',
      ${NOW}::timestamptz - n * interval '20 minutes' + interval '8 days', CASE WHEN n % 10 = 0 THEN 'RUNNING' ELSE 'STOPPED' END,
      0, 0, 1, CASE WHEN n % 10 = 0 THEN 0 ELSE 1 END, CASE WHEN n % 10 = 0 THEN NULL ELSE 'UPHELD' END,
      CASE WHEN n % 10 = 0 THEN NULL ELSE '已修補' END, CASE WHEN n % 10 = 0 THEN NULL ELSE ${NOW}::timestamptz END, '''路面'':1'
    FROM generate_series(1, 20000) n`);
  await database.query(sql`
    INSERT INTO assignments (id, case_id, agency_code, role, status, assigned_at, due_at)
    SELECT gen_random_uuid(), c.id, CASE r.role WHEN 'LEAD' THEN c.lead_agency_code ELSE replace(c.lead_agency_code, 'A-', 'B-') END,
      r.role, CASE WHEN c.closed_at IS NULL THEN 'ASSIGNED' ELSE 'ANSWERED' END, c.opened_at, c.due_at
    FROM cases c
    CROSS JOIN (VALUES ('LEAD'), ('CO_HANDLER')) r (role)`);
  await database.query(sql`UPDATE assignments SET agency_code = 'A-07' WHERE agency_code = 'B-08'`);
  await database.query(sql`
    UPDATE assignments s SET agency_code = 'S-01'
    FROM cases c
    WHERE c.id = s.case_id AND s.role = 'CO_HANDLER' AND substr(c.case_no, 5, 6)::integer % 250 IN (0, 7)`);
  await database.query(sql`
    INSERT INTO case_extensions (id, case_id, state, until, from_due_at, due_at, days, approver, reason_code, reason_text, reason,
      requested_by, requested_at)
    SELECT gen_random_uuid(), c.id, CASE WHEN c.closed_at IS NULL THEN 'OPEN' ELSE 'APPROVED' END, c.due_at, c.due_at, c.due_at, 1,
      'AGENCY_SUPERVISOR', 'SITE_VISIT', '{}', '會勘', gen_random_uuid(), c.opened_at
    FROM cases c
    WHERE c.case_no LIKE '%50-0' OR c.case_no LIKE '%7-0'`);
  await database.query(sql`
    INSERT INTO supplements (id, case_id, state, question, reply_by, requested_at)
    SELECT gen_random_uuid(), c.id, CASE WHEN c.closed_at IS NULL THEN 'OPEN' ELSE 'ANSWERED' END, '哪一個路口？', c.due_at, c.opened_at
    FROM cases c
    WHERE c.case_no LIKE '%30-0' OR c.case_no LIKE '%9-0'`);
  await database.query(sql`
    INSERT INTO case_replies (id, case_id, state, text, outcome, submitted_by, submitted_at, approvers, decisions, asked_agency)
    SELECT gen_random_uuid(), c.id, CASE WHEN c.closed_at IS NULL THEN 'PENDING' ELSE 'APPROVED' END, '已修補', 'UPHELD', '{}',
      c.opened_at, '[]', '[]',
      CASE WHEN c.closed_at IS NULL THEN CASE WHEN c.case_no LIKE '%00-0' THEN '*' ELSE replace(c.lead_agency_code, 'A-', 'P-') END END
    FROM cases c
    WHERE c.case_no LIKE '%5_-0' OR c.case_no LIKE '%00-0'`);
  await database.query(sql`
    INSERT INTO recusals (id, case_id, account_id, reason, recused_at)
    SELECT gen_random_uuid(), c.id, gen_random_uuid(), '被陳情', c.opened_at FROM cases c WHERE c.case_no LIKE '%7-0'`);
  await database.query(sql`
    INSERT INTO accounts (id, username, display_name, password_hash, demonstration, failed_logins, created_at)
    VALUES (${ME}, 'me', '承辦人', '-', false, 0, ${NOW})`);
  await handle(database);
  await database.query(sql`INSERT INTO list_looks (account_id, list, looked_at) SELECT a.id, '*', ${NOW} FROM accounts a`);
  await database.query(sql`
    INSERT INTO shortlisted_cases (account_id, case_id, added_at)
    SELECT a.id, c.id, ${NOW}
    FROM (SELECT a.id FROM accounts a WHERE a.username = 'me' OR a.username LIKE 'handler.10%') a
    CROSS JOIN (SELECT c.id FROM cases c WHERE c.case_no LIKE '%300-0') c`);
  await database.query(sql`VACUUM ANALYZE`); // what was updated above is not in the indexes twice
}

/** `ME` handles every leg of `A-07`, leading or helping; hundreds of others handle those of the other agencies. */
async function handle(database: Database): Promise<void> {
  await database.query(sql`
    WITH handlers AS (SELECT a.id, row_number() OVER () AS n FROM accounts a WHERE a.username LIKE 'handler.%')
    UPDATE assignments s SET handler_id = h.id
    FROM handlers h
    WHERE h.n = 1 + abs(hashtext(s.id::text)) % 5000 AND s.agency_code <> 'A-07'`);
  await database.query(sql`UPDATE assignments SET handler_id = ${ME} WHERE agency_code = 'A-07'`);
  await database.query(sql`
    UPDATE cases c SET handler_id = s.handler_id FROM assignments s WHERE s.case_id = c.id AND s.role = 'LEAD'`);
}

/** A petition for each of these cases; `ME` is the head of a village and sent in 80 of them. */
export async function addPetitionsOfMany(database: Database): Promise<void> {
  await database.query(sql`
    INSERT INTO petitions (id, petition_no, lookup_hash, channel, subject, description, received_at, registered_at, registered_by,
      point_doubtful, answers, anonymous, confidential, preferred_contact, language)
    SELECT gen_random_uuid(), 'P' || substr(c.case_no, 2), '\\x00', CASE WHEN o.own THEN 'VILLAGE_HEAD' ELSE 'HOTLINE' END, c.subject,
      c.description, c.opened_at, c.opened_at, CASE WHEN o.own THEN ${ME}::uuid ELSE gen_random_uuid() END, false, '{}', false, false, 'NONE',
      'zh-TW'
    FROM cases c
    CROSS JOIN LATERAL (SELECT substr(c.case_no, 5, 6)::integer % 250 = 13) o (own)`);
  await database.query(sql`
    INSERT INTO case_petitions (case_id, petition_id, linked_at)
    SELECT c.id, p.id, c.opened_at FROM cases c JOIN petitions p ON p.petition_no = 'P' || substr(c.case_no, 2)`);
  await database.query(sql`VACUUM ANALYZE`);
}
