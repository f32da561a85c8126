import { asCitizen, IN_ZHONGLI, libraryLetter, OUTSIDE, pothole } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** A Sunday night: hazards wait for no office. */
const NIGHT = '2026-11-15T23:30:00+08:00';

const lamp = {
  categoryCode: 'LT-001',
  subject: '路燈不亮',
  description: '巷口的路燈不亮好幾天了',
  location: IN_ZHONGLI,
};

let city: TestApp;

beforeAll(async () => {
  city = await startTestApp({ startsAt: NIGHT });
});

afterAll(() => city.close());

const report = (body: object) => city.citizen.post('/public/reports', body);

describe('a report of the city’s appearance', () => {
  test('goes out at once, without a name and without an e-mail address', async () => {
    const sent = await report({ ...lamp, petitioner: { anonymous: true } });
    expect(sent.status).toBe(201);
    expect(Object.keys(sent.body).sort()).toEqual(['case', 'lookupCode', 'notice', 'petitionNo']);
    expect(sent.body.case).toMatchObject({
      status: 'DISPATCHED',
      leadAgency: { code: 'TY-RMO', name: '桃園市政府養護工程處' },
      dueAt: expect.stringMatching(/^2026-11-17T23:[345]\d:\d\d\.\d{3}\+08:00$/), // 48 hours run at night, too
    });
    const status = await city.citizen.get(`/public/petitions/${sent.body.petitionNo}?code=${sent.body.lookupCode}`);
    expect(status.body).toMatchObject({ status: 'DISPATCHED', categoryName: '路燈報修（1至9盞不亮）' });
  });

  test('is known by its district and village, wherever on the map it was put', async () => {
    const sent = await report(lamp);
    const seen = await (await city.as('operator')).get(`/cases/${sent.body.case.caseNo}`);
    const area = await city.citizen.get(`/areas?lat=${IN_ZHONGLI.lat}&lng=${IN_ZHONGLI.lng}`);
    expect(seen.body.location).toMatchObject({
      ...IN_ZHONGLI,
      district: { code: '68000020', name: '中壢區' },
      village: area.body.village,
    });
  });

  test('needs a place: a point, a name or the number of a lamp pole', async () => {
    expectProblem(await report({ ...lamp, location: undefined }), {
      status: 422,
      code: 'input.invalid',
      fields: { location: 'location.required' },
    });
    for (const location of [{}, { address: ' ' }, null]) {
      expectProblem(await report({ ...lamp, location }), { status: 422, code: 'input.invalid' });
    }
    for (const location of [{ address: '桃園市中壢區中正路100號' }, { lightPoleNo: '中壢-1234' }, { landmark: '中壢火車站前' }]) {
      expect((await report({ ...lamp, location })).status).toBe(201);
    }
  });

  test('takes the twenty-one items of city appearance and no other', async () => {
    const { body } = await city.citizen.get('/categories?limit=200');
    const items = body.items as { code: string; cityAppearance: boolean; cityAppearanceNo: number | null }[];
    const offered = items.filter(({ cityAppearance }) => cityAppearance);
    expect(new Set(offered.map(({ cityAppearanceNo }) => cityAppearanceNo)).size).toBe(21);
    for (const { code: categoryCode } of offered) {
      expect([categoryCode, (await report({ ...lamp, categoryCode })).status]).toEqual([categoryCode, 201]);
    }
    for (const { code: categoryCode } of items.filter(({ cityAppearance }) => !cityAppearance)) {
      const refused = await report({ ...lamp, categoryCode });
      expect([categoryCode, refused.status, refused.body.errors?.[0]?.code]).toEqual([
        categoryCode,
        422,
        'category.not_city_appearance',
      ]);
    }
  });

  test.each([
    ['without a category', { ...lamp, categoryCode: undefined }, 'category.not_city_appearance'],
    ['of a category that does not exist', { ...lamp, categoryCode: 'XX-999' }, 'category.unknown'],
    ['of a category of the mailbox', { ...libraryLetter, location: IN_ZHONGLI }, 'category.not_city_appearance'],
  ])('%s is refused', async (_, body, code) => {
    expectProblem(await report(body), { status: 422, code: 'input.invalid', fields: { categoryCode: code } });
  });

  test('outside the city is refused, and its place is nowhere', async () => {
    expectProblem(await report({ ...lamp, location: OUTSIDE }), {
      status: 422,
      code: 'area.outside_city',
      fields: { location: 'area.outside_city' },
    });
    expectProblem(await report({ ...lamp, location: { ...OUTSIDE, address: '桃園市中壢區中正路100號' } }), {
      status: 422,
      code: 'area.outside_city',
    });
    const area = await city.citizen.get(`/areas?lat=${OUTSIDE.lat}&lng=${OUTSIDE.lng}`);
    expectProblem(area, { status: 404, code: 'area.outside_city' });
  });

  test('of a hazard rings while the offices are closed', async () => {
    const sent = await report({ ...asCitizen(pothole), petitioner: undefined });
    expect(sent.body.case.dueAt).toMatch(/^2026-11-16T03:[345]/);
  });
});
