import { IN_DAXI, IN_ZHONGLI, libraryLetter, pothole, roadHog, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Monday morning. */
const MORNING = '2026-11-16T09:00:00+08:00';
const MANY = 120;

interface Row {
  readonly caseNo: string;
  readonly status: string;
  readonly dueAt: string | null;
  readonly openedAt: string;
  readonly leadAgency: { readonly code: string } | null;
}

let city: TestApp;
let operator: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: MORNING });
  operator = await city.as('operator');
  const bodies = [signalTiming, pothole, roadHog, { ...roadHog, location: IN_DAXI }];
  for (let sent = 0; sent < MANY; sent += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, i) => operator.post('/petitions', bodies[i % bodies.length])));
  }
});

afterAll(() => city.close());

const register = async (body: object): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;
const numbers = async (client: Client, query: string): Promise<string[]> => {
  const { status, body } = await client.get(`/cases?limit=200&${query}`);
  expect(status).toBe(200);
  return (body.items as Row[]).map(({ caseNo }) => caseNo);
};

/** Reads a list to its end, a page at a time. */
async function walk(client: Client, query: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await client.get(`/cases?${query}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    rows.push(...(body.items as Row[]));
    cursor = body.nextCursor as string | null;
  }
  return rows;
}

describe('a list', () => {
  test.each([
    ['dueAt', (row: Row) => row.dueAt!, 1],
    ['-createdAt', (row: Row) => row.openedAt, -1],
  ])('by %s gives every case once, in order, a page at a time', async (sort, key, direction) => {
    const { body } = await operator.get('/cases?count=true&limit=1');
    for (const limit of [7, 50]) {
      const rows = await walk(operator, `sort=${sort}&limit=${limit}`);
      expect(rows).toHaveLength(body.total);
      expect(new Set(rows.map(({ caseNo }) => caseNo)).size).toBe(rows.length);
      const keys = rows.map(key);
      expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -direction : a > b ? direction : 0)));
    }
  });

  test('keeps its place when cases are closed and opened between two pages', async () => {
    const first = await operator.get('/cases?sort=-createdAt&limit=40');
    const added = await register(libraryCall);
    const second = await operator.get(`/cases?sort=-createdAt&limit=40&cursor=${first.body.nextCursor as string}`);
    const seen = [...first.body.items, ...second.body.items].map(({ caseNo }: Row) => caseNo);
    expect(new Set(seen).size).toBe(80);
    expect(seen).not.toContain(added);
  });

  test('goes on only in the order it began in', async () => {
    const { body } = await operator.get('/cases?sort=-createdAt&limit=3');
    const answer = await operator.get(`/cases?sort=dueAt&cursor=${body.nextCursor as string}`);
    expectProblem(answer, { status: 400, code: 'page.bad_cursor' });
  });

  test('is fifty long unless something else is asked for, and counts only when asked', async () => {
    const plain = await operator.get('/cases');
    expect(plain.body.items).toHaveLength(50);
    expect(Object.keys(plain.body).sort()).toEqual(['items', 'nextCursor']);
    const counted = await operator.get('/cases?count=true&limit=3');
    expect(counted.body.items).toHaveLength(3);
    expect(counted.body.total).toBeGreaterThanOrEqual(MANY);
    expect((await operator.get('/cases?limit=200')).body.nextCursor).toBeNull();
  });
});

/** A call about the library, which has nothing to do with roads. */
const libraryCall = { channel: 'HOTLINE', ...libraryLetter };

describe('who sees what', () => {
  test('an agency sees the cases it leads or helps with, in lists, counts and searches alike', async () => {
    for (const [username, agency] of [
      ['handler.ty-tra', 'TY-TRA'],
      ['supervisor.ty-rmo', 'TY-RMO'],
      ['handler.ty-pp06', 'TY-PP06'],
    ] as const) {
      const client = await city.as(username);
      const own = await walk(client, 'limit=100');
      const known = (await walk(operator, `limit=100&agency=${agency}`)).map(({ caseNo }) => caseNo);
      expect(own.map(({ caseNo }) => caseNo)).toEqual(known);
      expect((await client.get('/cases?count=true&limit=1')).body.total).toBe(known.length);
      expect((await client.get('/cases?count=true&limit=1&agency=TY-LIB')).body).toMatchObject({ items: [], total: 0 });
      const found = await numbers(client, `q=${encodeURIComponent('花盆占用')}`);
      expect(found.every((caseNo) => known.includes(caseNo))).toBe(true);
    }
  });

  test('a helper’s list holds the cases it helps with', async () => {
    const helper = await walk(await city.as('handler.ty-oem'), 'limit=100');
    expect(helper.length).toBe(MANY / 2);
    expect(new Set(helper.map(({ leadAgency }) => leadAgency!.code))).toEqual(new Set(['TY-PP02', 'TY-PP06']));
  });

  test('the city’s own staff and the auditor see all', async () => {
    const { total } = (await operator.get('/cases?count=true&limit=1')).body;
    for (const username of ['dispatcher', 'city', 'auditor']) {
      expect((await (await city.as(username)).get('/cases?count=true&limit=1')).body.total).toBe(total);
    }
  });

  test('an agency’s list is empty where no case is theirs', async () => {
    expect((await (await city.as('supervisor.ty-cab')).get('/cases?count=true')).body).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });
  });
});

describe('a filter', () => {
  test('by status takes one or several', async () => {
    const client = await city.as('handler.ty-pp02');
    const [first, second] = await numbers(client, 'status=DISPATCHED');
    await client.post(`/cases/${first}/accept`);
    await client.post(`/cases/${second}/accept`);
    const waiver = { agencyCode: 'TY-OEM', reason: '已不需要' };
    await (await city.as('supervisor.ty-pp02')).post(`/cases/${second}/remove-co-handler`, waiver);
    await client.post(`/cases/${second}/close`, { outcome: 'UPHELD', reply: '已清除' });
    expect(await numbers(client, 'status=IN_PROGRESS')).toEqual([first]);
    expect((await numbers(client, 'status=IN_PROGRESS,CLOSED')).sort()).toEqual([first, second].sort());
    expect((await numbers(client, 'status=CLOSED&status=IN_PROGRESS')).sort()).toEqual([first, second].sort());
    expect(await numbers(client, 'handler=me')).toEqual(expect.arrayContaining([first]));
    expect(await numbers(await city.as('supervisor.ty-pp02'), 'handler=me')).toEqual([]);
  });

  test('by agency, category and district, alone and together', async () => {
    expect(await numbers(operator, 'agency=TY-TRA')).toHaveLength(MANY / 4);
    expect(await numbers(operator, 'category=RD-012')).toHaveLength(MANY / 2);
    expect(await numbers(operator, 'district=68000040')).toEqual([]);
    const daxi = (await city.citizen.get(`/areas?lat=${IN_DAXI.lat}&lng=${IN_DAXI.lng}`)).body.district.code as string;
    expect(await numbers(operator, `district=${daxi}`)).toHaveLength(MANY / 4);
    expect(await numbers(operator, `district=${daxi}&category=RD-012&agency=TY-PP06`)).toHaveLength(MANY / 4);
    expect(await numbers(operator, `district=${daxi}&category=RD-001`)).toEqual([]);
  });

  test('by words finds Chinese, Latin and numbers, and every word has to be there', async () => {
    const caseNo = await register({
      ...signalTiming,
      subject: '萬壽路口 YouBike 站紅綠燈',
      description: '學生過馬路來不及，車牌 ABC-1234',
      location: { ...IN_ZHONGLI, address: '桃園市中壢區環北路400號' },
    });
    const search = (q: string): Promise<string[]> => numbers(operator, `q=${encodeURIComponent(q)}`);
    for (const q of [
      '萬壽路口',
      '壽',
      '紅綠燈',
      'youbike',
      'YOUBIKE',
      'you',
      '馬路 萬壽',
      'abc 1234',
      '環北路400號',
      '環北路４００號',
      caseNo,
    ]) {
      expect([q, await search(q)]).toEqual([q, [caseNo]]);
    }
    expect(await search(caseNo.toLowerCase().replaceAll('-', ''))).toEqual([caseNo]);
    for (const q of ['壽萬', '萬壽 颱風', '!!!', '紅燈綠', "'; --", ':*', '\\']) expect([q, await search(q)]).toEqual([q, []]);
  });

  test('that is left empty is none', async () => {
    expect(await numbers(operator, 'status=&agency=&category=&district=&q=%20')).toEqual(await numbers(operator, ''));
  });

  test('by due time: what is overdue now, and what will be due before an instant', async () => {
    const soon = '2026-11-16T12:59:00+08:00';
    const potholes = await numbers(operator, 'category=RD-001');
    expect(await numbers(operator, 'overdue=true')).toEqual([]);
    expect((await numbers(operator, `dueBefore=${encodeURIComponent('2026-11-16T13:30:00+08:00')}`)).sort()).toEqual(
      potholes.sort(),
    );
    expect(await numbers(operator, `dueBefore=${encodeURIComponent(soon)}`)).toEqual([]);
    const waiting = (await city.citizen.post('/public/petitions', libraryLetter)).body.case.caseNo;
    expect(await numbers(operator, `dueBefore=${encodeURIComponent('2027-01-01T00:00:00Z')}`)).not.toContain(waiting);

    await city.advanceTo('2026-11-16T14:00:00+08:00');
    expect((await numbers(operator, 'overdue=true')).sort()).toEqual(potholes.sort());
    expect(await numbers(operator, 'overdue=false')).not.toEqual(expect.arrayContaining([potholes[0]]));
    const closed = potholes[0]!;
    const handler = await city.as('handler.ty-rmo');
    await handler.post(`/cases/${closed}/accept`);
    await handler.post(`/cases/${closed}/close`, { outcome: 'UPHELD', reply: '已修補' });
    expect(await numbers(operator, 'overdue=true')).not.toContain(closed);
    expect((await operator.get(`/cases/${closed}`)).body).toMatchObject({ overdue: true, status: 'CLOSED' });
  });
});
