import { roadHog, signalTiming } from '../support/petition-bodies.ts';
import { remindersAbout, told } from '../support/reminders.ts';
import { type Client, type Letter, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Tuesday morning: six working days end on Wednesday the 25th. */
const MORNING = '2026-11-17T09:00:00+08:00';
const LEFT = 'status=TRIAGE,DISPATCHED,IN_PROGRESS';
const ANSWER = { outcome: 'INFORMATION', text: '路燈正常' };

const LIGHTS = 'handler.ty-oem@demonstration.invalid';
const LIBRARY = 'supervisor.ty-lib@demonstration.invalid';

let city: TestApp;
let operator: Client;
let dispatcher: Client;
let lead: Client;
let helper: Client;

beforeEach(async () => {
  city = await startTestApp({ startsAt: MORNING });
  [operator, dispatcher, lead, helper] = (await Promise.all(
    ['operator', 'dispatcher', 'handler.ty-tra', 'handler.ty-oem'].map((name) => city.as(name)),
  )) as [Client, Client, Client, Client];
});

afterEach(() => city.close());

const open = async (body: object = signalTiming): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;

/** A case on which two others help: somebody of TY-OEM has accepted it, nobody of TY-LIB yet. */
async function helpedCase(): Promise<string> {
  const caseNo = await open();
  await lead.post(`/cases/${caseNo}/accept`);
  for (const agencyCode of ['TY-OEM', 'TY-LIB'])
    await dispatcher.post(`/cases/${caseNo}/add-co-handler`, { agencyCode, reason: '需路燈資料' });
  expect((await helper.post(`/cases/${caseNo}/accept`)).status).toBe(200);
  return caseNo;
}

const numbers = async (client: Client, query: string): Promise<string[]> =>
  (await client.get(`/cases?${query}`)).body.items.map(({ caseNo }: { caseNo: string }) => caseNo);

describe('whoever handles the leg of a co-handler', () => {
  test('is named beside it, in answers to commands, in the case and in lists', async () => {
    const caseNo = await open(roadHog);
    const { id, displayName } = (await helper.get('/auth/me')).body as { id: string; displayName: string };
    expect((await helper.get(`/cases/${caseNo}`)).body.assignments).toMatchObject([{ handler: null }, { handler: null }]);
    const precinct = await city.as('handler.ty-pp02');
    const police = (await precinct.get('/auth/me')).body as { id: string; displayName: string };
    await precinct.post(`/cases/${caseNo}/accept`);
    const accepted = await helper.post(`/cases/${caseNo}/accept`);
    const named = [
      { agencyCode: 'TY-PP02', handler: { id: police.id, displayName: police.displayName } },
      { agencyCode: 'TY-OEM', handler: { id, displayName } },
    ];
    const listed = (await operator.get(`/cases?q=${caseNo}`)).body.items[0];
    for (const body of [accepted.body, (await operator.get(`/cases/${caseNo}`)).body, listed]) {
      expect(body).toMatchObject({ handler: named[0]!.handler, assignments: named });
    }
  });

  test('finds the case among their own, until they have answered among what is left to do; so does their deputy', async () => {
    const caseNo = await open(roadHog);
    expect(await numbers(helper, 'handler=me')).toEqual([]);
    await helper.post(`/cases/${caseNo}/accept`);
    const chief = await city.as('supervisor.ty-oem');
    const { id: deputyId } = (await chief.get('/auth/me')).body as { id: string };
    await helper.put('/me/deputy', { deputyId, from: '2026-11-17', until: '2026-11-20' });
    const deputy = await city.signIn('supervisor.ty-oem');
    for (const client of [helper, deputy]) {
      for (const query of ['handler=me', `handler=me&${LEFT}`, `handler=me&${LEFT}&sort=-createdAt`]) {
        expect([query, await numbers(client, query)]).toEqual([query, [caseNo]]);
        expect((await client.get(`/cases?${query}&count=true`)).body.total).toBe(1);
      }
    }
    expect((await helper.post(`/cases/${caseNo}/submit-reply`, ANSWER)).status).toBe(200);
    for (const client of [helper, deputy]) {
      expect(await numbers(client, 'handler=me')).toEqual([caseNo]);
      expect(await numbers(client, `handler=me&${LEFT}&sort=-createdAt`)).toEqual([]);
      expect((await client.get(`/cases?handler=me&${LEFT}&count=true`)).body).toMatchObject({ items: [], total: 0 });
    }
  });

  test('is reminded with whoever leads until the part is answered; where nobody has it, those who could are', async () => {
    const caseNo = await helpedCase();
    await city.advanceTo('2026-11-24T09:00:00+08:00');
    const [warning] = await remindersAbout(operator, caseNo);
    expect(warning!.step).toBe('EARLY_WARNING');
    expect(told(warning!)).toEqual(['handler.ty-tra', 'handler.ty-oem', 'handler.ty-lib']);
    expect((await city.letterTo(LIGHTS, 'digest')).body).toContain(caseNo);
    await helper.post(`/cases/${caseNo}/submit-reply`, ANSWER);
    await city.advanceTo('2026-11-25T18:00:00+08:00');
    const [, due, ...more] = await remindersAbout(operator, caseNo);
    expect([due!.step, told(due!), more]).toEqual(['DUE', ['handler.ty-tra', 'handler.ty-lib'], []]);
  });
});

describe('a co-handler whose help is not needed any more', () => {
  const released = async (address: string, caseNo: string): Promise<Letter[]> =>
    (await city.lettersTo(address, caseNo)).filter(({ template }) => template === 'co-handler-removed');

  test('is told to stop and why: whoever was at it, or the desk of the agency when nobody was', async () => {
    const caseNo = await helpedCase();
    const chief = await city.as('supervisor.ty-tra');
    const remove = (agencyCode: string) => chief.post(`/cases/${caseNo}/remove-co-handler`, { agencyCode, reason: '已有資料' });
    expect((await remove('TY-OEM')).status).toBe(200);
    const letters = await released(LIGHTS, caseNo);
    expect(letters.map(({ subject }) => subject)).toEqual([`【協辦】${caseNo} 無須再協辦`]);
    expect(letters[0]!.body).toContain('已有資料');
    expect(letters[0]!.body).toContain('環境管理處');
    expect(await released(LIBRARY, caseNo)).toEqual([]);
    expect((await remove('TY-LIB')).status).toBe(200);
    expect(await released(LIBRARY, caseNo)).toHaveLength(1);
    expect(await released('supervisor.ty-oem@demonstration.invalid', caseNo)).toEqual([]);
  });

  test.each<[string, () => Client, string, object, string]>([
    ['was withdrawn', () => operator, 'withdraw', { reason: '民眾已自行處理' }, '民眾已自行處理'],
    ['is left unprocessed', () => dispatcher, 'no-action', { ground: 'COPY_ONLY', note: '副本' }, '副本'],
    [
      'lost its leading agency, and not for which reason',
      () => dispatcher,
      'recuse',
      { agencyCode: 'TY-TRA', reason: '被指控' },
      '重新分派',
    ],
  ])('is told so when the case %s', async (_, by, command, body, said) => {
    const caseNo = await helpedCase();
    expect((await by().post(`/cases/${caseNo}/${command}`, body)).status).toBe(200);
    for (const address of [LIGHTS, LIBRARY]) {
      const letters = await released(address, caseNo);
      expect(letters.map((letter) => letter.body)).toEqual([expect.stringContaining(said)]);
      expect(letters[0]!.body).not.toContain('被指控');
    }
    const events = (await operator.get(`/cases/${caseNo}/events`)).body.items as { type: string }[];
    expect(events.filter(({ type }) => type === 'case.co_handler_removed')).toHaveLength(2);
  });

  test('is told so while another case answers for theirs, and when theirs is on its own again', async () => {
    const [caseNo, survivor] = [await helpedCase(), await open()];
    const told = async (address: string): Promise<string[]> =>
      (await city.templatesTo(address, caseNo)).filter((template) => template.includes('merged'));
    await dispatcher.post(`/cases/${caseNo}/merge`, { intoCaseNo: survivor, reason: '同一路口' });
    for (const address of [LIGHTS, LIBRARY]) expect(await told(address)).toEqual(['case-merged']);
    await dispatcher.post(`/cases/${caseNo}/unmerge`, { reason: '不是同一路口' });
    for (const address of [LIGHTS, LIBRARY]) expect(await told(address)).toEqual(['case-merged', 'case-unmerged']);
  });

  test('and has answered already is left in peace when the case ends', async () => {
    const caseNo = await helpedCase();
    await helper.post(`/cases/${caseNo}/submit-reply`, ANSWER);
    await operator.post(`/cases/${caseNo}/withdraw`, { reason: '民眾已自行處理' });
    expect(await released(LIGHTS, caseNo)).toEqual([]);
    expect(await released(LIBRARY, caseNo)).toHaveLength(1);
  });
});
