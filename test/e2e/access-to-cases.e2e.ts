import { call, NOBODYS, told } from '../support/access-calls.ts';
import { type Known, type KnownCases, knownCases, type Standing } from '../support/access-cases.ts';
import { type Account, MATRIX, type Row } from '../support/access-matrix.ts';
import { type Answer, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let cases: KnownCases;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  cases = await knownCases(city);
});

afterAll(() => city.close());

/** Every route about one case, with those it is for. */
const ABOUT_A_CASE = Object.entries(MATRIX).filter(
  ([route, { about, who }]) => route.includes(':caseNo') && about === undefined && typeof who !== 'string',
);

/** Everybody of the roles that a route is for, with how they stand to each of the cases. */
function* standings(accounts: readonly Account[]): Generator<{ account: string; caseNo: string; standing: Standing }> {
  for (const { caseNo, agencies, village } of Object.values(cases) as Known[]) {
    for (const account of accounts) {
      if (account === 'village') yield { account, caseNo, standing: village };
      else if (!account.includes('.')) yield { account, caseNo, standing: 'FULL' };
      else
        for (const [agency, standing] of Object.entries(agencies))
          yield { account: account.replace('ty-rmo', agency), caseNo, standing };
    }
  }
}

/** What a route answers to somebody who stands so to a case: as of any case, or as of one that there is not. */
const isAnswered = (standing: Standing, { ways = [] }: Row): boolean =>
  standing === 'FULL' || (standing !== 'NONE' && ways.includes(standing));

const isRead = ({ status }: Answer): boolean => ![401, 403, 404].includes(status) && status < 500;

test.each(ABOUT_A_CASE)(
  '%s is for those alone whom the case concerns; for all others there is no such case',
  async (route, row) => {
    const wrong: string[] = [];
    for (const { account, caseNo, standing } of standings(row.who as readonly Account[])) {
      const client = await city.as(account);
      const answer = await call(client, route, caseNo);
      const missing = await call(client, route, NOBODYS);
      const right = isAnswered(standing, row)
        ? isRead(answer)
        : answer.status === 404 && answer.body.code === 'case.not_found' && told(answer) === told(missing);
      if (!right) wrong.push(`${account}, ${standing}: ${told(answer).slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  },
);

test('what is done to several cases at once says the same of another agency’s as of one that there is not', async () => {
  const stranger = await city.as('handler.ty-lib');
  const former = await city.as('handler.ty-tra');
  const { caseNo } = cases.theirs;
  for (const client of [stranger, former]) {
    const { body } = await client.post('/cases/bulk', { command: 'note', caseNos: [caseNo, NOBODYS], body: { text: '查無' } });
    const [theirs, nobodys] = body.results as { caseNo: string }[];
    expect(theirs).toMatchObject({ status: 404, code: 'case.not_found' });
    expect({ ...theirs, caseNo: '' }).toEqual({ ...nobodys, caseNo: '' });
  }
});
