import pg from 'pg';
import { petitionOf } from './capture.mjs';

const SHORTEST = 3;
const MOST_CATEGORIES = 20;
const HOUR_MS = 3_600_000;

/**
 * Registers one petition in each of some categories with limits of working days, received over the last days: what is multiplied
 * afterwards is what the program itself wrote.
 *
 * @returns the numbers of their cases
 */
export async function registerTemplates(operator) {
  const { items } = await operator.get('/categories?limit=200');
  const isQuiet = ({ active, safetyHazard }) => active !== false && !safetyHazard; // a hazard that nobody accepts calls every quarter of an hour
  const dated = items.filter(
    (category) => isQuiet(category) && category.sla.unit === 'WORKING_DAY' && category.sla.value >= SHORTEST,
  );
  const caseNos = [];
  for (const [n, { code }] of dated.slice(0, MOST_CATEGORIES).entries()) {
    const receivedAt = new Date(Date.now() - n * HOUR_MS).toISOString();
    const body = { ...petitionOf(n), categoryCode: code, channel: 'LETTER', receivedAt };
    caseNos.push((await operator.send('POST', '/petitions', body)).case.caseNo);
  }
  return caseNos;
}

const COPY = [
  `CREATE TEMPORARY TABLE copies AS
   SELECT n, t.case_id AS template, uuidv7() AS case_id, uuidv7() AS deadline_id
   FROM generate_series(1, $1::integer) n
   JOIN (SELECT d.case_id, row_number() OVER () - 1 AS place, count(*) OVER () AS many FROM deadlines d) t ON t.place = n % t.many`,
  `INSERT INTO cases
   SELECT r.*
   FROM copies s
   JOIN cases c ON c.id = s.template
   CROSS JOIN LATERAL jsonb_populate_record(c, jsonb_build_object('id', s.case_id, 'case_no', 'C00-' || lpad(s.n::text, 9, '0'))) r`,
  `INSERT INTO assignments
   SELECT r.*
   FROM copies s
   JOIN assignments a ON a.case_id = s.template
   CROSS JOIN LATERAL jsonb_populate_record(a, jsonb_build_object('id', uuidv7(), 'case_id', s.case_id)) r`,
  `INSERT INTO deadlines
   SELECT r.*
   FROM copies s
   JOIN deadlines d ON d.case_id = s.template
   CROSS JOIN LATERAL jsonb_populate_record(d, jsonb_build_object('id', s.deadline_id, 'case_id', s.case_id)) r`,
  `INSERT INTO clock_entries (id, deadline_id, kind, at, data, due_at)
   SELECT uuidv7(), s.deadline_id, e.kind, e.at, e.data, e.due_at
   FROM copies s
   JOIN deadlines d ON d.case_id = s.template
   JOIN clock_entries e ON e.deadline_id = d.id`,
];

/** Multiplies what is there to so many open cases more, each with its assignments, its clock and its ledger. */
export async function multiply(databaseUrl, count) {
  await withClient(databaseUrl, async (client) => {
    await client.query(COPY[0], [count]);
    await client.query('ANALYZE copies');
    for (const statement of COPY.slice(1)) await client.query(statement);
    await client.query('VACUUM (ANALYZE)');
    await client.query('CHECKPOINT');
  });
}

/** @returns what `work` returns with a connection of its own */
export async function withClient(databaseUrl, work) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
