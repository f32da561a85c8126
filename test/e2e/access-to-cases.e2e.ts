import { call, NOBODYS, told } from '../support/access-calls.ts';
import { type Known, type KnownCases, knownCases, type Standing } from '../support/access-cases.ts';
import { type Account, MATRIX, type Row } from '../support/access-matrix.ts';
import { pothole } from '../support/petition-bodies.ts';
import { type Answer, startTestApp, type TestApp } from '../support/test-app.ts';
import { pdf, uploaded } from '../support/uploads.ts';

/** An address of a file that there is not. */
const MISSING = '00000000-0000-4000-8000-000000000000';

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

describe('the files of a case', () => {
  const bytes = pdf();
  let caseNo: string;
  /** By who brought them, and when. */
  const files: Record<string, string> = {};

  const noted = async (account: string, what: string): Promise<void> => {
    const client = await city.as(account);
    files[what] = await uploaded(client, '/attachments', { bytes, name: `${what}.pdf` });
    const { status } = await client.post(`/cases/${caseNo}/note`, { text: what, attachmentIds: [files[what]] });
    expect([what, status]).toEqual([what, 200]);
  };
  const moved = async (command: string, agencyCode: string): Promise<void> => {
    const { status } = await (await city.as('dispatcher')).post(`/cases/${caseNo}/${command}`, { agencyCode, reason: '權責' });
    expect([command, status]).toEqual([command, 200]);
  };

  beforeAll(async () => {
    const operator = await city.as('operator');
    files['petition'] = await uploaded(operator, '/attachments', { bytes, name: 'petition.pdf' });
    caseNo = (await operator.post('/petitions', { ...pothole, attachmentIds: [files['petition']] })).body.case.caseNo;
    await noted('handler.ty-rmo', 'owner');
    await moved('add-co-handler', 'TY-TRA');
    await noted('handler.ty-tra', 'former');
    await noted('handler.ty-rmo', 'meanwhile');
    await moved('remove-co-handler', 'TY-TRA');
    await moved('transfer', 'TY-LIB');
    await noted('handler.ty-lib', 'later');
  });

  test.each([
    ['handler.ty-lib', 'FULL', ['petition', 'owner', 'former', 'meanwhile', 'later']],
    ['supervisor.ty-rmo', 'CATEGORY_OWNER', ['owner', 'former', 'meanwhile', 'later']],
    ['handler.ty-tra', 'FORMER', ['former']],
    ['supervisor.ty-tra', 'FORMER', ['former']],
    ['handler.ty-fin', 'NONE', []],
  ])('are for %s, who reads it as %s, these alone: listed, counted and fetched', async (account, standing, theirs) => {
    const client = await city.as(account);
    const listed = await client.get(`/cases/${caseNo}/attachments?count=true`);
    if (standing === 'NONE') expect(told(listed)).toBe(told(await client.get(`/cases/${NOBODYS}/attachments`)));
    else {
      const items = listed.body.items as { attachmentId: string }[];
      expect(items.map(({ attachmentId }) => attachmentId)).toEqual(theirs.map((what) => files[what]));
      expect((await client.get(`/cases/${caseNo}`)).body.access).toBe(standing);
    }
    for (const [what, id] of Object.entries(files)) {
      const fetched = await client.get(`/files/${id}`);
      expect([what, fetched.status]).toEqual([what, theirs.includes(what) ? 200 : 404]);
      if (!theirs.includes(what)) expect(told(fetched)).toBe(told(await client.get(`/files/${MISSING}`)));
    }
  });

  test('are of no one who worked on it before, once it complains of their agency', async () => {
    await moved('recuse', 'TY-TRA');
    const former = await city.as('handler.ty-tra');
    expect(told(await former.get(`/files/${files['former']!}`))).toBe(told(await former.get(`/files/${MISSING}`)));
    expect(told(await former.get(`/cases/${caseNo}/attachments`))).toBe(told(await former.get(`/cases/${NOBODYS}/attachments`)));
  });
});

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
