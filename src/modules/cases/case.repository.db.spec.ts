import { newCaseRepository } from '../../../test/support/case-repository.ts';
import { addCase, addLeg } from '../../../test/support/case-rows.ts';
import { isWaitedFor } from '../../../test/support/lock-waits.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { until } from '../../../test/support/until.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database } from '../../platform/database/index.ts';
import type { CaseRepository } from './case.repository.ts';
import { CaseNotFound } from './domain/case-errors.ts';
import type { Case } from './domain/case.ts';
import { endLeg } from './domain/legs.ts';

const NOW = new Date('2026-11-20T02:00:00.000Z');
const ANYBODY = { all: true } as const;
const cases = newCaseRepository();
let copy: TestDatabase;
let database: Database;

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new Database(await createDataSource({ url: copy.url, pool: 4 }).initialize());
});

afterAll(async () => {
  await database.onApplicationShutdown();
  await copy.drop();
});

/** Ends the legs of an agency while somebody else waits for the case; what they saw when they had it. */
async function seenAfterwards(caseNo: string, agencyCode: string, scope: Parameters<CaseRepository['lock']>[2]): Promise<Case> {
  let waiting: Promise<Case> | undefined;
  await database.transaction(async (tx) => {
    const held = await cases.lock(tx, caseNo, ANYBODY);
    waiting = database.transaction((later) => cases.lock(later, caseNo, scope));
    waiting.catch(() => undefined); // looked at below
    await until(() => isWaitedFor(tx));
    const leg = held.assignments.find((each) => each.agencyCode === agencyCode)!;
    await cases.save(tx, endLeg({ ...held, version: held.version + 1 }, leg, 'WAIVED', NOW));
  });
  return waiting!;
}

async function helpedCase(): Promise<string> {
  const { id, caseNo } = await addCase(database, [], { leadAgencyCode: 'A' });
  await addLeg(database, id, { agencyCode: 'A', role: 'LEAD', assignedAt: NOW });
  await addLeg(database, id, { agencyCode: 'B', role: 'CO_HANDLER', assignedAt: NOW });
  return caseNo;
}

test('whoever waited for a case sees the legs as the one before left them', async () => {
  const seen = await seenAfterwards(await helpedCase(), 'B', ANYBODY);
  expect(seen.version).toBe(2);
  expect(seen.assignments.find(({ agencyCode }) => agencyCode === 'B')).toMatchObject({ status: 'WAIVED', endedAt: NOW });
});

test('whoever waited for a case that left their agency meanwhile does not get it', async () => {
  const waited = seenAfterwards(await helpedCase(), 'B', { all: false, agencyCodes: ['B'] });
  await expect(waited).rejects.toThrow(CaseNotFound);
});
