import { asCitizen, libraryLetter, OUTSIDE, pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { keyIn, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Thursday morning. */
const MORNING = '2026-11-19T09:00:00+08:00';
const IN_THREE_DAYS = '2026-11-22T10:00:00+08:00';
const AFTER_FOUR_DAYS = '2026-11-26T10:00:00+08:00';

let city: TestApp;

beforeAll(async () => {
  city = await startTestApp({ startsAt: MORNING });
});

afterAll(() => city.close());

/** Writes to the mailbox from an address that nobody wrote from before. */
async function write(from: string, body: object = libraryLetter) {
  const sent = await city.citizen.post('/public/petitions', { ...body, petitioner: { name: '林美', email: from } });
  expect(sent.status).toBe(201);
  return sent.body as { petitionNo: string; lookupCode: string; case: { caseNo: string; status: string; dueAt: string | null } };
}

/** How many cases wait for their citizens. */
const waiting = async (): Promise<number> =>
  (await (await city.as('city')).get('/cases?status=AWAITING_CONFIRMATION&count=true')).body.total;

const typesOf = async (caseNo: string): Promise<string[]> =>
  (await (await city.as('city')).get(`/cases/${caseNo}/events`)).body.items.map(({ type }: { type: string }) => type);

const confirmationOf = async (address: string): Promise<string> =>
  keyIn(await city.letterTo(address, 'confirmation'), 'confirmation');

describe('a letter to the mailbox', () => {
  test('waits for its confirmation without an agency and without a deadline, then goes out and its clock starts', async () => {
    const { petitionNo, lookupCode, case: opened } = await write('first@example.org');
    expect(opened).toMatchObject({ status: 'AWAITING_CONFIRMATION', leadAgency: null, dueAt: null });
    const dispatcher = await city.as('dispatcher');
    const clock = await dispatcher.get(`/cases/${opened.caseNo}/clock`);
    expect(clock.body).toMatchObject({ state: 'PAUSED', dueAt: null, ledger: [], steps: [] });
    expect((await dispatcher.get(`/cases/${opened.caseNo}`)).body).toMatchObject({
      dueAt: null,
      leadAgency: null,
      overdue: false,
    });

    expect(await city.templatesTo('first@example.org')).toEqual(['confirmation']);
    const confirmed = await city.citizen.get(`/public/confirmations/${await confirmationOf('first@example.org')}`);
    expect([confirmed.status, confirmed.body]).toEqual([200, { petitionNo, confirmed: true }]);

    const status = await city.citizen.get(`/public/petitions/${petitionNo}?code=${lookupCode}`);
    expect(status.body).toMatchObject({ status: 'DISPATCHED', agency: { code: 'TY-LIB' } });
    // Six working days from Thursday 19 November, which is day 0: Friday of the next week, when the offices close.
    expect(status.body.dueAt).toBe('2026-11-27T17:30:00.000+08:00');
    const running = await dispatcher.get(`/cases/${opened.caseNo}/clock`);
    expect(running.body).toMatchObject({ state: 'RUNNING', dueAt: status.body.dueAt, ledger: [{ kind: 'START' }] });
    expect(await city.templatesTo('first@example.org')).toEqual(['acknowledgement', 'confirmation']);
  });

  test('is confirmed once, however often its link is followed', async () => {
    const { petitionNo, case: opened } = await write('twice@example.org');
    const key = await confirmationOf('twice@example.org');
    const answers = await Promise.all([1, 2, 3].map(() => city.citizen.get(`/public/confirmations/${key}`)));
    expect(answers.map(({ status, body }) => [status, body.petitionNo])).toEqual([1, 2, 3].map(() => [200, petitionNo]));
    const events = await (await city.as('dispatcher')).get(`/cases/${opened.caseNo}/events`);
    expect(events.body.items.filter(({ type }: { type: string }) => type === 'case.dispatched')).toHaveLength(1);
    expect(await city.templatesTo('twice@example.org')).toEqual(['acknowledgement', 'confirmation']);
  });

  test('can be followed by its citizen before it is confirmed', async () => {
    const { petitionNo, lookupCode } = await write('follower@example.org');
    const typed = lookupCode.toLowerCase().replace('-', ' ');
    const status = await city.citizen.get(`/public/petitions/${petitionNo.toLowerCase()}?code=${encodeURIComponent(typed)}`);
    expect(status.body).toMatchObject({ petitionNo, status: 'AWAITING_CONFIRMATION', agency: null, dueAt: null, replies: [] });
    expect(JSON.stringify(status.body)).not.toContain('林美');
    expectProblem(await city.citizen.get(`/public/petitions/${petitionNo}?code=AAAA-AAAA`), {
      status: 404,
      code: 'petition.not_found',
    });
  });

  test('that was ended before anybody confirmed it, and is taken up after all, has its time from then on', async () => {
    const [dispatcher, { caseNo }] = [await city.as('dispatcher'), (await write('ended@example.org')).case];
    await dispatcher.post(`/cases/${caseNo}/no-action`, { ground: 'COPY_ONLY', note: '副本' });
    expect((await dispatcher.post(`/cases/${caseNo}/reopen`, { reason: '並非副本' })).status).toBe(200);
    await city.drain();
    const dueAt = '2026-11-27T17:30:00.000+08:00';
    expect((await dispatcher.get(`/cases/${caseNo}`)).body).toMatchObject({ status: 'TRIAGE', dueAt });
    const { body } = await dispatcher.get(`/cases/${caseNo}/clock`);
    expect(body).toMatchObject({ state: 'RUNNING', dueAt, ledger: [{ kind: 'START' }] });
  });

  test('that was taken up so, merged before its clock was begun, and taken out again, has its time all the same', async () => {
    const [dispatcher, { caseNo }] = [await city.as('dispatcher'), (await write('merged@example.org')).case];
    const other = (await (await city.as('operator')).post('/petitions', signalTiming)).body.case.caseNo;
    for (const [command, body] of [
      ['no-action', { ground: 'COPY_ONLY', note: '副本' }],
      ['reopen', { reason: '並非副本' }],
      ['merge', { intoCaseNo: other, reason: '同一路口' }],
      ['unmerge', { reason: '不是同一路口' }],
    ] as const) {
      expect([command, (await dispatcher.post(`/cases/${caseNo}/${command}`, body)).status]).toEqual([command, 200]);
    }
    await city.drain();
    const { dueAt } = (await dispatcher.get(`/cases/${caseNo}`)).body;
    const { body } = await dispatcher.get(`/cases/${caseNo}/clock`);
    expect(body).toMatchObject({ state: 'RUNNING', dueAt });
    // that it was taken up may be told after it stands on its own again
    expect(body.ledger.map(({ kind }: { kind: string }) => kind).join(' ')).toMatch(/^START( STOP RESTORE)?$/);
  });

  test('invariant 12: that nobody confirmed is registered and counted, and not dispatched', async () => {
    const [supervisor, before] = [await city.as('city'), await waiting()];
    const { petitionNo, lookupCode, case: opened } = await write('silent@example.org');
    await city.drain();
    expect((await city.citizen.get(`/public/petitions/${petitionNo}?code=${lookupCode}`)).body).toMatchObject({ petitionNo });
    expect((await supervisor.get(`/cases/${opened.caseNo}/petitions`)).body.items).toMatchObject([{ petitionNo }]);
    expect(await waiting()).toBe(before + 1);
    expect((await supervisor.get(`/cases/${opened.caseNo}`)).body).toMatchObject({ leadAgency: null, assignments: [] });
    expect(await typesOf(opened.caseNo)).toEqual(['case.opened']);
    expect((await city.lettersTo('agency:TY-LIB')).map(({ caseNo }) => caseNo)).not.toContain(opened.caseNo);
  });

  test('invariant 12: about a hazard goes out at once, even without a name or an e-mail address', async () => {
    const anonymous = { ...asCitizen(pothole), petitioner: { anonymous: true } };
    const sent = await city.citizen.post('/public/petitions', anonymous);
    expect(sent.body.case).toMatchObject({ status: 'DISPATCHED', leadAgency: { code: 'TY-RMO' } });
    expect(await typesOf(sent.body.case.caseNo)).toEqual(['case.opened', 'case.dispatched']);
  });

  test('without an e-mail address to confirm is refused', async () => {
    const sent = await city.citizen.post('/public/petitions', {
      ...libraryLetter,
      petitioner: { name: '林美', phone: '03-4271234' },
    });
    expectProblem(sent, { status: 422, code: 'input.invalid', fields: { 'petitioner.email': 'petitioner.email_required' } });
  });

  test('about a place outside the city is refused', async () => {
    const body = { ...libraryLetter, location: OUTSIDE };
    expectProblem(await city.citizen.post('/public/petitions', body), { status: 422, code: 'area.outside_city' });
  });

  test('may not say what only staff know', async () => {
    const sent = await city.citizen.post('/public/petitions', {
      ...libraryLetter,
      channel: 'HOTLINE',
      receivedAt: MORNING,
      callId: '1',
      joinCaseNo: 'C26-000001-1',
      externalId: 'x',
    });
    const fields = { channel: 'field.unknown', receivedAt: 'field.unknown', callId: 'field.unknown' };
    expectProblem(sent, {
      status: 422,
      code: 'input.invalid',
      fields: { ...fields, joinCaseNo: 'field.unknown', externalId: 'field.unknown' },
    });
  });

  test('sent again with the same key is the same letter, with the same lookup code', async () => {
    const key = newKey();
    const body = { ...libraryLetter, petitioner: { email: 'again@example.org' } };
    const [first, second] = [
      await city.citizen.post('/public/petitions', body, { 'idempotency-key': key }),
      await city.citizen.post('/public/petitions', body, { 'idempotency-key': key }),
    ];
    expect(second.body).toEqual(first.body);
    expect([first.headers['idempotent-replayed'], second.headers['idempotent-replayed']]).toEqual([undefined, 'true']);
    expect(await city.lettersTo('again@example.org')).toHaveLength(1);
  });
});

describe('a confirmation link', () => {
  test.each(['x', 'A'.repeat(43), '%20', '..%2f..', 'a'.repeat(190)])('that nobody was sent opens nothing: %s', async (key) => {
    expectProblem(await city.citizen.get(`/public/confirmations/${key}`), { status: 404, code: 'confirmation.not_found' });
  });

  test('works on its third day', async () => {
    const { petitionNo } = await write('patient@example.org');
    const late = await write('late@example.org');
    await city.acceptHazards();
    const [key, lateKey] = [await confirmationOf('patient@example.org'), await confirmationOf('late@example.org')];
    await city.advanceTo(IN_THREE_DAYS.replace('T10', 'T08'));
    expect((await city.citizen.get(`/public/confirmations/${key}`)).body).toEqual({ petitionNo, confirmed: true });

    await city.advanceTo(AFTER_FOUR_DAYS);
    expectProblem(await city.citizen.get(`/public/confirmations/${lateKey}`), { status: 410, code: 'confirmation.expired' });
    expect((await city.citizen.get(`/public/confirmations/${key}`)).status).toBe(200);
    const status = await city.citizen.get(`/public/petitions/${late.petitionNo}?code=${late.lookupCode}`);
    expect(status.body).toMatchObject({ status: 'AWAITING_CONFIRMATION', dueAt: null });
  });
});
