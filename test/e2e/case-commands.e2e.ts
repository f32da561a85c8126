import { COMMANDS } from '../support/command-bodies.ts';
import { IN_ZHONGLI, libraryLetter, pothole, roadHog, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, keyIn, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Tuesday morning. */
const MORNING = '2026-11-17T09:00:00+08:00';

let city: TestApp;
let operator: Client;
let dispatcher: Client;
let handler: Client;
let supervisor: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: MORNING });
  [operator, dispatcher, handler, supervisor] = (await Promise.all(
    ['operator', 'dispatcher', 'handler.ty-tra', 'supervisor.ty-tra'].map((name) => city.as(name)),
  )) as [Client, Client, Client, Client];
});

afterAll(() => city.close());

const open = async (body: object = signalTiming): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;
const idOf = async (client: Client): Promise<string> => (await client.get('/auth/me')).body.id;
const unclear = { channel: 'HOTLINE', subject: '不知道找誰', description: '怪聲音', location: IN_ZHONGLI };

/** What may be done to every case that is open. */
const OPEN = ['note', 'recategorise', 'no-action', 'withdraw', 'merge', 'set-parent', 'clear-parent', 'check-new-fact'];

/** And as long as somebody may turn out to be named in it. */
const RECUSABLE = ['recuse', 'lift-recusal'];

/** And as long as an agency works on it. */
const WORKED_ON = [
  ...[...OPEN, ...RECUSABLE],
  ...['assign', 'return', 'transfer', 'add-co-handler', 'remove-co-handler', 'request-extension'],
];

/** Cases in each status, and what the contract lets be done to them. */
const STATUSES: Readonly<Record<string, { readonly reach: () => Promise<string>; readonly open: readonly string[] }>> = {
  AWAITING_CONFIRMATION: {
    reach: async () => (await city.citizen.post('/public/petitions', libraryLetter)).body.case.caseNo,
    open: ['note', 'no-action', 'withdraw'],
  },
  TRIAGE: { reach: () => open(unclear), open: [...OPEN, ...RECUSABLE, 'dispatch'] },
  DISPATCHED: { reach: () => open(), open: [...WORKED_ON, 'accept', 'take-back'] },
  IN_PROGRESS: {
    reach: async () => give('accept', await open()),
    open: [...WORKED_ON, 'submit-reply', 'close', 'request-supplement'],
  },
  AWAITING_SUPPLEMENT: {
    reach: async () => give('request-supplement', await give('accept', await open())),
    open: [...RECUSABLE, 'note', 'receive-supplement', 'withdraw', 'merge'],
  },
  CLOSED: {
    reach: async () => give('close', await give('accept', await open())),
    open: ['note', 'reopen', 'track', 'lift-recusal'],
  },
  CONTINUED_TRACKING: {
    reach: async () => give('track', await give('close', await give('accept', await open()))),
    open: [...RECUSABLE, 'assign', 'note', 'submit-reply', 'close', 'track', 'promise', 'keep-promise'],
  },
  NO_ACTION: { reach: async () => give('no-action', await open()), open: ['note', 'reopen'] },
  WITHDRAWN: { reach: async () => give('withdraw', await open()), open: ['note'] },
  MERGED: { reach: async () => give('merge', await open()), open: ['note', 'unmerge'] },
};

async function send(command: string, caseNo: string): Promise<Answer> {
  const { by, body } = COMMANDS[command]!;
  const other = command === 'merge' ? { intoCaseNo: await open() } : {};
  return (await city.as(by)).post(`/cases/${caseNo}/${command}`, { ...body, ...other });
}

/** Gives a command that is right. @returns the case's number */
async function give(command: string, caseNo: string): Promise<string> {
  const { status, body } = await send(command, caseNo);
  if (status !== 200) throw new Error(`${command}: ${JSON.stringify(body)}`);
  return caseNo;
}

describe.each(Object.keys(STATUSES))('a case that is %s', (status) => {
  test('says which commands are open, takes those and refuses all others without changing', async () => {
    const { reach, open: allowed } = STATUSES[status]!;
    const caseNo = await reach();
    const before = await dispatcher.get(`/cases/${caseNo}`);
    const next = (before.body.version as number) + 1;
    expect(before.body.status).toBe(status);
    expect(new Set(before.body.openCommands)).toEqual(new Set(allowed));
    for (const command of Object.keys(COMMANDS).filter((name) => !allowed.includes(name))) {
      const seen = await (await city.as(COMMANDS[command]!.by)).get(`/cases/${caseNo}`);
      const refused = await send(command, caseNo);
      if (seen.status === 404) {
        expectProblem(refused, { status: 404, code: 'case.not_found' }); // nobody's yet, so not theirs either
        continue;
      }
      expectProblem(refused, { status: 409, code: 'case.illegal_command' });
      expect(refused.body).toMatchObject({ command, caseStatus: status, openCommands: before.body.openCommands });
    }
    const after = await dispatcher.get(`/cases/${caseNo}`);
    expect({ ...after.body, clock: null }).toEqual({ ...before.body, clock: null });
    for (const command of allowed.filter((name) => name in COMMANDS)) {
      const answer = await send(command, await reach());
      expect([command, answer.status, answer.body.version]).toEqual([command, 200, next]);
    }
  });
});

describe('the version of a case', () => {
  test('is its ETag, and lets only the first of two through', async () => {
    const caseNo = await open();
    const read = await handler.get(`/cases/${caseNo}`);
    expect([read.headers.etag, read.body.version]).toEqual(['"1"', 1]);
    const accepted = await handler.post(`/cases/${caseNo}/accept`, {}, { 'if-match': '"1"' });
    expect([accepted.status, accepted.headers.etag, accepted.body.version]).toEqual([200, '"2"', 2]);
    const late = await supervisor.post(`/cases/${caseNo}/note`, { text: '慢了一步' }, { 'if-match': '"1"' });
    expectProblem(late, { status: 412, code: 'case.version_mismatch' });
    const current = await supervisor.post(`/cases/${caseNo}/note`, { text: '重新載入後' }, { 'if-match': 'W/"2"' });
    expect([current.status, current.headers.etag]).toEqual([200, '"3"']);
    expect((await supervisor.post(`/cases/${caseNo}/note`, { text: '不管版本' }, { 'if-match': '*' })).status).toBe(200);
  });

  test('lets one of many through who read the same', async () => {
    const caseNo = await open();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => handler.post(`/cases/${caseNo}/note`, { text: `第${i}則` }, { 'if-match': '"1"' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
    expect((await handler.get(`/cases/${caseNo}`)).body.version).toBe(2);
  });

  test('many who do not mind are all heard, one after the other', async () => {
    const caseNo = await open();
    await Promise.all(Array.from({ length: 8 }, (_, i) => handler.post(`/cases/${caseNo}/note`, { text: `第${i}則` })));
    expect((await handler.get(`/cases/${caseNo}`)).body.version).toBe(9);
  });
});

describe('an agency’s case', () => {
  test('another agency’s and a missing one are answered alike', async () => {
    const stranger = await city.as('handler.ty-lib');
    const caseNo = await open();
    const known = (answer: Answer): object => ({ ...answer.body, requestId: null });
    for (const path of ['', '/events', '/petitions', '/routing', '/clock']) {
      const [theirs, missing] = [await stranger.get(`/cases/${caseNo}${path}`), await stranger.get(`/cases/C26-000000-0${path}`)];
      expectProblem(theirs, { status: 404, code: 'case.not_found' });
      expect(known(theirs)).toEqual(known(missing));
    }
    for (const [command, { body }] of Object.entries(COMMANDS).filter(([, { by }]) => by.startsWith('handler'))) {
      const theirs = await stranger.post(`/cases/${caseNo}/${command}`, body, { 'if-match': '"7"' });
      const missing = await stranger.post(`/cases/C26-999999-9/${command}`, body);
      expectProblem(theirs, { status: 404, code: 'case.not_found' });
      expect(known(theirs)).toEqual(known(missing));
    }
  });

  test('is accepted by a handler for themselves, and assigned by the supervisor to somebody of the agency', async () => {
    const caseNo = await open();
    const [own, chief] = [await idOf(handler), await idOf(supervisor)];
    const taken = await supervisor.post(`/cases/${caseNo}/accept`);
    expect(taken.body).toMatchObject({ status: 'IN_PROGRESS', handler: null });
    const assigned = await supervisor.post(`/cases/${caseNo}/assign`, { handlerId: own });
    expect(assigned.body).toMatchObject({ status: 'IN_PROGRESS', handler: { id: own, displayName: '桃園市政府交通局 承辦人' } });
    expect((await supervisor.post(`/cases/${caseNo}/assign`, { handlerId: chief })).body.handler.id).toBe(chief);
    const stranger = await idOf(await city.as('handler.ty-lib'));
    const refused = await supervisor.post(`/cases/${caseNo}/assign`, { handlerId: stranger });
    expectProblem(refused, { status: 422, code: 'case.handler_not_of_agency' });
  });
});

describe('a transfer', () => {
  test('tells the petitioner who works on it now, and leaves the citizen’s clock alone', async () => {
    const caseNo = await open({ ...signalTiming, petitioner: { email: 'told@example.org' } });
    await city.drain();
    const before = await handler.get(`/cases/${caseNo}`);
    const moved = await supervisor.post(`/cases/${caseNo}/transfer`, { agencyCode: 'TY-PWB', reason: '路口改善屬工務局' });
    expect(moved.body).toMatchObject({
      status: 'DISPATCHED',
      leadAgency: { code: 'TY-PWB', name: '桃園市政府工務局' },
      handler: null,
      reroutes: 1,
      dueAt: before.body.dueAt,
      firstReceivedAt: before.body.firstReceivedAt,
    });
    expect((await handler.get(`/cases/${caseNo}`)).body).toMatchObject({ access: 'CATEGORY_OWNER', openCommands: [] });
    expect(await city.templatesTo('told@example.org')).toEqual(['acknowledgement', 'transferred']);
    expect((await city.letterTo('told@example.org', 'transferred')).body).toContain('桃園市政府工務局');
    expect(await city.templatesTo('supervisor.ty-pwb@demonstration.invalid', caseNo)).toEqual(['dispatched']);
    const clock = await dispatcher.get(`/cases/${caseNo}/clock`);
    expect(clock.body.ledger).toMatchObject([{ kind: 'START' }, { kind: 'TRANSFER', from: 'TY-TRA', to: 'TY-PWB' }]);
    expect(clock.body.dueAt).toBe(before.body.dueAt);
  });

  test('to a helper makes the helper lead', async () => {
    const caseNo = await open(roadHog);
    const moved = await dispatcher.post(`/cases/${caseNo}/transfer`, { agencyCode: 'TY-OEM', reason: '由環管處主辦' });
    expect(moved.body.assignments).toMatchObject([{ agencyCode: 'TY-OEM', role: 'LEAD', status: 'ASSIGNED' }]);
    expect((await (await city.as('handler.ty-oem')).post(`/cases/${caseNo}/accept`)).status).toBe(200);
  });
});

describe('what the citizen sees', () => {
  test('public notes and replies, and nothing else', async () => {
    const { body } = await operator.post('/petitions', signalTiming);
    const { caseNo } = body.case;
    await handler.post(`/cases/${caseNo}/note`, { text: '內部：民眾情緒激動' });
    await handler.post(`/cases/${caseNo}/note`, { text: '已安排會勘', public: true });
    await give('accept', caseNo);
    await give('submit-reply', caseNo);
    const status = await city.citizen.get(`/public/petitions/${body.petitionNo}?code=${body.lookupCode}`);
    expect(Object.keys(status.body).sort()).toEqual(
      [
        'agency',
        'attachments',
        'caseNo',
        'categoryName',
        'dueAt',
        'events',
        'petitionNo',
        'receivedAt',
        'replies',
        'status',
      ].sort(),
    );
    expect(status.body).toMatchObject({ status: 'CLOSED', replies: [{ text: '已調整。', outcome: 'UPHELD' }] });
    expect(status.body.events.map(({ type, text }: { type: string; text: string }) => [type, text])).toEqual([
      ['case.opened', null],
      ['case.dispatched', null],
      ['case.noted', '已安排會勘'],
      ['case.accepted', null],
      ['case.closed', null],
    ]);
    expect(JSON.stringify(status.body)).not.toMatch(/情緒|王小明|0912|wang@|承辦人/);
  });

  test('a case taken up again has a new clock, and its second reply stands beside the first', async () => {
    const { body } = await operator.post('/petitions', { ...signalTiming, petitioner: { email: 'twice@example.org' } });
    const caseNo = await give('close', await give('accept', body.case.caseNo));
    await city.acceptHazards();
    await city.advanceTo('2026-11-18T09:00:00+08:00');
    const reopened = await dispatcher.post(`/cases/${caseNo}/reopen`, { reason: '回復不明確' });
    expect(reopened.body).toMatchObject({
      status: 'IN_PROGRESS',
      outcome: null,
      reply: null,
      closedAt: null,
      clock: { state: 'RUNNING' },
    });
    await city.drain();
    const running = await handler.get(`/cases/${caseNo}`);
    expect(running.body.firstReceivedAt).toBe(body.case.firstReceivedAt);
    expect(running.body.dueAt).toBe('2026-11-26T17:30:00.000+08:00'); // six working days from the reopening
    await give('submit-reply', caseNo);
    const status = await city.citizen.get(`/public/petitions/${body.petitionNo}?code=${body.lookupCode}`);
    expect(status.body.replies.map(({ text }: { text: string }) => text)).toEqual(['已說明。', '已調整。']);
    const surveys = (await city.lettersTo('twice@example.org')).filter(({ template }) => template === 'survey');
    expect(surveys).toHaveLength(2);
    expect(new Set(surveys.map((letter) => keyIn(letter, 'survey'))).size).toBe(2);
  });

  test('events tell staff who did what, in order', async () => {
    const caseNo = await give(
      'close',
      await give(
        'accept',
        await open(pothole).then(async (no) => {
          await dispatcher.post(`/cases/${no}/transfer`, { agencyCode: 'TY-TRA', reason: '測試' });
          return no;
        }),
      ),
    );
    const events = (await operator.get(`/cases/${caseNo}/events`)).body.items as {
      type: string;
      at: string;
      actor: object;
      id: string;
    }[];
    expect(events.map(({ type }) => type)).toEqual([
      'case.opened',
      'case.dispatched',
      'case.transferred',
      'case.accepted',
      'case.closed',
    ]);
    expect(events[0]!.actor).toEqual({ kind: 'STAFF', name: '話務人員' });
    expect(events.map(({ at }) => at)).toEqual([...events.map(({ at }) => at)].sort());
    const first = await operator.get(`/cases/${caseNo}/events?limit=2&count=true`);
    expect(first.body).toMatchObject({ items: events.slice(0, 2), total: 5 });
    const rest = await operator.get(`/cases/${caseNo}/events?cursor=${first.body.nextCursor as string}`);
    expect(rest.body).toEqual({ items: events.slice(2), nextCursor: null });
  });
});
