import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { facts, place, rule, smallCity, targetOf } from '../../../test/support/routing.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { compileRuleSet, type Decision, decide } from './domain/decide.ts';
import type { CoTarget } from './domain/rule.ts';
import { decisionPart, RoutingDecisionRepository } from './routing-decision.repository.ts';

const repository = new RoutingDecisionRepository();
let database: Database;
let drop: () => Promise<void>;

const rules = [
  rule('group', { categoryGroups: ['A'] }, 'ROADS', { sla: { value: 2, unit: 'HOUR' } }),
  rule('category', { categories: ['A1'] }, 'PARKS', {
    coTargets: [targetOf('LAMPS') as CoTarget, targetOf('ROADS') as CoTarget],
  }),
];
const ruleSet = compileRuleSet(7, rules, smallCity);
const nearBorder = place('D1', 'D1V1', { border: { withinMetres: 12, otherDistrictCode: 'D2' } });

const store = async (caseId: string, decision: Decision, at: string): Promise<void> => {
  await database.query(sql`WITH decision AS (${decisionPart(decision, caseId, new Date(at))}) SELECT 1`);
};

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 2 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
});

afterAll(() => drop());

test('a decision is read back as it was made; only its service level is kept with the case', async () => {
  const caseId = newId();
  const decision = decide(ruleSet, facts({ place: nearBorder }));
  await store(caseId, decision, '2026-11-20T01:30:00Z');
  const { sla: _, ...stored } = decision;
  expect(stored).toMatchObject({ ruleId: 'category', coAgencyCodes: ['LAMPS', 'ROADS'], border: { withinMetres: 12 } });
  expect(stored.runnersUp).toHaveLength(1);
  expect(await repository.latestOf(database, caseId)).toEqual(stored);
});

test('a decision that led to triage is kept too', async () => {
  const caseId = newId();
  const { sla: _, ...stored } = decide(ruleSet, facts({ category: null, place: null }));
  await store(caseId, { ...stored, sla: null }, '2026-11-20T01:30:00Z');
  expect(await repository.latestOf(database, caseId)).toEqual(stored);
});

test('of several decisions on a case the last one counts', async () => {
  const caseId = newId();
  await store(caseId, decide(ruleSet, facts()), '2026-11-20T03:00:00Z');
  await store(caseId, decide(ruleSet, facts({ category: { code: 'A2', groupCode: 'A' } })), '2026-11-20T02:00:00Z');
  expect(await repository.latestOf(database, caseId)).toMatchObject({ ruleId: 'category' });
});

test('a case that only people have sent has none', async () => {
  expect(await repository.latestOf(database, newId())).toBeNull();
});
