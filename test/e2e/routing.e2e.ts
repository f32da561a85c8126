import { civilDate } from '../../src/kernel/civil-date.ts';
import { sql } from '../../src/platform/database/index.ts';
import { PackLoader } from '../../src/app/city-pack/pack-loader.service.ts';
import { expectProblem } from '../support/problem.ts';
import { rowCounts } from '../support/row-counts.ts';
import { type Answer, cityPack, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

/** In 中壢區. */
const ZHONGLI = { lat: 24.957, lng: 121.225 };

let city: TestApp;
let operator: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  operator = await city.as('operator');
});

afterAll(() => city.close());

const explain = (body: object, language = 'en'): Promise<Answer> =>
  operator.post('/routing/explain', { channel: 'HOTLINE', ...body }, { 'accept-language': language });

describe('an operator asks who would get a case', () => {
  test('and is told the agency, the rule, the reasons and the due instant; nothing is stored', async () => {
    const before = await rowCounts(city);
    const { status, body } = await explain({ categoryCode: 'RD-001', location: ZHONGLI, description: '路面有坑洞' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      outcome: 'DISPATCHED',
      leadAgencyCode: 'TY-RMO',
      coAgencyCodes: [],
      ruleSetVersion: 1,
      ruleId: 'TY-RD-001',
      runnersUp: [],
      border: null,
    });
    expect(body.reasons[0]).toEqual({
      code: 'category.single',
      text: 'Category “Pothole repair”: Office of Road Maintenance (Maintenance Engineering Office) leads',
    });
    expect(body.dueAt).toMatch(/^2026-11-20T13:0\d:\d\d\.\d{3}\+08:00$/);
    expect(await rowCounts(city)).toEqual(before);
  });

  test('in Chinese unless another language is asked for', async () => {
    const { body } = await explain({ categoryCode: 'RD-001', location: ZHONGLI }, 'zh-TW');
    expect(body.reasons[0].text).toBe('類別「道路坑洞修補」由桃園市政府養護工程處主辦');
  });

  test('and learns which rule came next', async () => {
    const { body } = await explain({ categoryCode: 'RD-001', location: ZHONGLI, answers: { roadWidth: 'NARROW' } });
    expect(body).toMatchObject({
      leadAgencyCode: 'TY-DO-020',
      ruleId: 'TY-RD-001-narrow',
      runnersUp: [{ agencyCode: 'TY-RMO', ruleId: 'TY-RD-001', lostBecause: 'another rule asks for more of the answers given' }],
    });
  });

  test('for an instant of their choice', async () => {
    const { body } = await explain({ categoryCode: 'RD-001', location: ZHONGLI, at: '2026-12-24T22:00:00+08:00' });
    expect(body.dueAt).toBe('2026-12-25T02:00:00.000+08:00');
  });

  test('and hears that a person decides where no district is known, or no category', async () => {
    const nowhere = (await explain({ categoryCode: 'RD-003' })).body;
    expect(nowhere).toMatchObject({ outcome: 'TRIAGE', leadAgencyCode: null, ruleId: 'TY-RD-003' });
    expect(nowhere.reasons.map(({ code }: { code: string }) => code)).toContain('place.unknown_district');

    const nothing = (await explain({ location: ZHONGLI })).body;
    expect(nothing).toMatchObject({ outcome: 'TRIAGE', leadAgencyCode: null, ruleId: null });
    expect(nothing.reasons[0].code).toBe('category.missing');
    expect(nothing.dueAt).toMatch(/^2026-11-30T/); // six working days
  });

  test('and that the words count where they contradict the point', async () => {
    const location = { ...ZHONGLI, address: '桃園市大溪區中央路1號' };
    const { body } = await explain({ categoryCode: 'RD-003', location });
    expect(body.leadAgencyCode).toBe('TY-DO-030');
    expect(body.reasons.map(({ code }: { code: string }) => code)).toContain('place.district_conflict');
  });

  test.each<[string, object, Record<string, string>]>([
    ['an unknown category', { categoryCode: 'XX-999' }, { categoryCode: 'category.unknown' }],
    ['an unknown channel', { channel: 'PIGEON' }, { channel: 'field.not_allowed' }],
    ['an unknown field', { colour: 'red' }, { colour: 'field.unknown' }],
  ])('but is refused %s', async (_name, body, fields) => {
    expectProblem(await explain(body), { status: 422, code: 'input.invalid', fields });
  });

  test('but is refused a place outside the city', async () => {
    expectProblem(await explain({ categoryCode: 'RD-001', location: { lat: 25.04, lng: 121.56 } }), {
      status: 422,
      code: 'area.outside_city',
    });
  });
});

test('a citizen and an auditor may not ask', async () => {
  expectProblem(await city.citizen.post('/routing/explain', { channel: 'HOTLINE' }), { status: 401, code: 'auth.required' });
  const auditor = await city.as('auditor');
  expect((await auditor.post('/routing/explain', { channel: 'HOTLINE' })).status).toBe(403);
});

describe('a changed rule', () => {
  test('is published as the next version, decides at once, and the versions before are kept', async () => {
    const pack = cityPack();
    const rules = pack.rules.map((rule) =>
      rule.id === 'TY-RD-001'
        ? { ...rule, target: { kind: 'AGENCY', code: 'TY-NCO' } as const, sla: { value: 2, unit: 'HOUR' } as const }
        : rule,
    );
    await city.app.get(PackLoader).load({ ...pack, rules });
    const { body } = await explain({ categoryCode: 'RD-001', location: ZHONGLI, at: '2026-11-20T09:00:00+08:00' });
    expect(body).toMatchObject({ ruleSetVersion: 2, leadAgencyCode: 'TY-NCO', dueAt: '2026-11-20T11:00:00.000+08:00' });

    await city.app.get(PackLoader).load(pack);
    const versions = await city.rows(sql`SELECT r.version, r.published_by AS by FROM routing_rule_sets r ORDER BY r.version`);
    expect(versions).toEqual([1, 2, 3].map((version) => ({ version, by: 'city pack taoyuan' })));
  });

  test('an agency that is dissolved hands its cases to its successor without any rule being changed', async () => {
    const pack = cityPack();
    const agencies = pack.agencies.map((agency) =>
      agency.code === 'TY-RMO' ? { ...agency, validTo: civilDate('2026-11-01'), successorCode: 'TY-PWB' } : agency,
    );
    await city.app.get(PackLoader).load({ ...pack, agencies });
    const { body } = await explain({ categoryCode: 'RD-001', location: ZHONGLI });
    expect(body).toMatchObject({ leadAgencyCode: 'TY-PWB', ruleId: 'TY-RD-001' });
    expect(body.reasons.map(({ code }: { code: string }) => code)).toContain('agency.succeeded');
  });
});
