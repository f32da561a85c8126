import { type Database, sql } from '../../src/platform/database/index.ts';

/** The cases of many years, as rows: one in a hundred was closed so long ago that it is due; a tenth is open. */
export async function addArchive(database: Database, cases: number): Promise<void> {
  await database.query(sql`
    INSERT INTO cases (id, case_no, version, status, category_code, priority, safety_hazard, confidential, subject, description,
      first_received_at, opened_at, sla_value, sla_unit, due_at, clock_state, extensions, reroutes, petition_count, closings, closed_at, search)
    SELECT gen_random_uuid(), 'M-' || n, 1, 'CLOSED', CASE WHEN n % 2 = 0 THEN 'TX-001' ELSE 'RD-001' END, 'P3', false, false, '', '',
      '2020-01-01', '2020-01-01', 5, 'WORKING_DAY', '2020-01-01', 'STOPPED', 0, 0, 1, 1,
      CASE WHEN n % 10 <> 0 THEN '2026-01-01'::timestamptz - (n % 100 = 1)::integer * interval '6 years' + n * interval '1 minute' END, ''
    FROM generate_series(1, ${cases}) n`);
}
