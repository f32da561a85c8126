import { APPROVALS, ForeignCity, type ForeignCases, type Kind, KINDS, WORDS } from '../support/foreign-cases.ts';
import { type ListQuery, plainQueryOf, queriesOf, type Values } from '../support/list-queries.ts';
import { clientOf, enterReaders, HERE, type Reader, READERS } from '../support/list-readers.ts';
import { type CaseList, foundAmongCases, foundBy, LISTS } from '../support/lists-of-cases.ts';
import { routesOf } from '../support/routes.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let cases: ForeignCases;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00', replies: { approvals: APPROVALS } });
  cases = await new ForeignCity(city, await enterReaders(city)).build();
});

afterAll(() => city.close());

const OF_CASES = Object.entries(LISTS).filter((entry): entry is [string, CaseList] => typeof entry[1] !== 'string');
const OTHERS = Object.entries(LISTS).flatMap(([route, why]) => (typeof why === 'string' ? [[route, why] as const] : []));
const ANYBODY: Reader = { name: 'nobody', role: 'NONE', recused: false };
/** One of each role, as far as it can be held, and whoever is not signed in. */
const ONE_OF_EACH = [
  ...READERS.filter(({ agencyCode = 'TY-FIN', districtCode, recused }) => agencyCode === 'TY-FIN' && !districtCode && !recused),
  ANYBODY,
];

/** What the lists are asked with, where the contract does not say it. */
function values(): Values {
  const numbers = KINDS.map((kind) => cases[kind].caseNo);
  const [day, later] = ['2026-11-16', '2026-11-27'];
  return {
    ...{ caseNo: numbers, q: [WORDS, ...numbers], agency: ['TY-TRA'], district: [HERE], list: [NOBODYS] },
    ...{ category: ['TF-001'], dueBefore: ['2027-01-01T00:00:00+08:00'] },
    ...{ subject: [NOBODYS], account: ['handler.ty-tra'], type: ['case.opened', 'case.recused'], from: [day] },
    ...{ quarter: ['2026Q4'], state: ['x'], month: ['2026-11'], lat: ['24.88'], lng: ['121.29'] },
    ...{ to: [later, 'handler.ty-tra@demonstration.invalid'] },
  };
}
const NOBODYS = '00000000-0000-4000-8000-000000000000';

const askedOf = (client: Client, route: string, query: ListQuery): Promise<Answer> =>
  client.get(`${route.replace('GET ', '')}?${new URLSearchParams(query).toString()}`);

/** Which of the cases an answer tells of, by their number or their subject. */
function toldOf({ body }: Answer): Kind[] {
  const text = JSON.stringify(body);
  return KINDS.filter((kind) => text.includes(cases[kind].caseNo) || text.includes(cases[kind].subject));
}

/** What is wrong with an answer: that it tells of a case it must not, or counts what it does not show. */
function wrongIn(answer: Answer, found: readonly Kind[]): string[] {
  const { items, total, nextCursor } = answer.body as { items?: unknown[]; total?: number; nextCursor?: string | null };
  const isCounted = items === undefined || total === undefined || nextCursor !== null || total === items.length;
  return [
    ...toldOf(answer).filter((kind) => !found.includes(kind)),
    ...(isCounted ? [] : [`${items.length} shown, ${total} counted`]),
    ...(answer.status >= 500 ? ['failed'] : []),
  ];
}

test('every address that lists something has been thought about', () => {
  const routes = routesOf(city).filter((route) => route.startsWith('GET ') && !route.includes(':'));
  expect(Object.keys(LISTS).sort()).toEqual(routes.sort());
});

test.each(OF_CASES)('%s shows and counts what is theirs, however they ask, and nothing else', async (route, list) => {
  const wrong: string[] = [];
  for (const reader of READERS) {
    const client = await clientOf(city, reader);
    const told = new Set<Kind>();
    const queries = queriesOf(route, values());
    const answers = await Promise.all(queries.map((query) => askedOf(client, route, query)));
    for (const [at, query] of queries.entries()) {
      const answer = answers[at]!;
      const found = route === 'GET /cases' ? foundAmongCases(list, reader, query) : foundBy(list, reader);
      for (const problem of wrongIn(answer, found)) wrong.push(`${reader.name} ${JSON.stringify(query)}: ${problem}`);
      for (const kind of toldOf(answer)) told.add(kind);
    }
    const found = foundBy(list, reader);
    const isShown = list.endless === true ? found.length === 0 || told.size > 0 : found.every((kind) => told.has(kind));
    if (!isShown) wrong.push(`${reader.name} is not shown ${found.filter((kind) => !told.has(kind)).join()}`);
  }
  expect(wrong).toEqual([]);
});

test.each(['approval=mine', 'access=FULL', 'access=FORMER', 'sort=dueAt', 'sort=-createdAt'])(
  'of the cases, %s alone leaves out nothing that is theirs',
  async (asked) => {
    const query = { ...Object.fromEntries(new URLSearchParams(asked)), limit: '200', count: 'true' };
    for (const reader of READERS) {
      const found = foundAmongCases(LISTS['GET /cases'] as CaseList, reader, query);
      const told = toldOf(await askedOf(await clientOf(city, reader), 'GET /cases', query));
      expect([reader.name, told]).toEqual([reader.name, found]);
    }
  },
);

test.each(OTHERS)('%s tells nobody of a case: %s', async (route) => {
  for (const reader of ONE_OF_EACH) {
    const client = reader === ANYBODY ? city.citizen : await clientOf(city, reader);
    const answer = await askedOf(client, route, plainQueryOf(route, values()));
    expect([reader.name, wrongIn(answer, [])]).toEqual([reader.name, []]);
  }
});

test.each(OF_CASES)('%s is for nobody who is not signed in', async (route) => {
  const answer = await askedOf(city.citizen, route, plainQueryOf(route, values()));
  expect([answer.status, wrongIn(answer, [])]).toEqual([401, []]);
});
