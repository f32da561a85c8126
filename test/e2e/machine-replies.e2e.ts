import { pothole, roadHog } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

const REPLY = { text: '已修補完成。', outcome: 'UPHELD' };

let city: TestApp;

/** A city where a reply that a person hands in needs nobody’s approval. */
beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-17T09:00:00+08:00', replies: { approvals: [] } });
});

afterAll(() => city.close());

async function machineOf(...agencyCodes: string[]): Promise<Client> {
  const wish = { name: newKey(), scopes: ['case.accept', 'case.read', 'case.reply'], expiresAt: '2027-06-01T00:00:00+08:00' };
  const of = agencyCodes.length === 0 ? {} : { agencyCodes };
  const { body } = await (await city.as('admin')).post('/api-keys', { ...wish, ...of });
  return new Client(city.app, { 'x-api-key': body.key as string });
}

async function opened(body: object): Promise<string> {
  return (await (await city.as('operator')).post('/petitions', body)).body.case.caseNo as string;
}

const does = async (by: string | Client, caseNo: string, command: string, body: object = {}): Promise<Answer> =>
  (typeof by === 'string' ? await city.as(by) : by).post(`/cases/${caseNo}/${command}`, body);

test.each([
  ['of its agency', ['TY-RMO']],
  ['of the whole city', []],
])('what a program %s answers for the leading agency waits for the head of that agency', async (_, agencyCodes) => {
  const machine = await machineOf(...agencyCodes);
  const caseNo = await opened(pothole);
  expect((await does(machine, caseNo, 'accept')).status).toBe(200);
  const submitted = await does(machine, caseNo, 'submit-reply', REPLY);
  expect(submitted.body).toMatchObject({
    ...{ status: 'PENDING_APPROVAL', reply: null, closedAt: null },
    approval: { level: 1, levels: 1, role: 'AGENCY_SUPERVISOR', agencyCode: 'TY-RMO' },
  });
  expect(await city.templatesTo('supervisor.ty-rmo@demonstration.invalid', caseNo)).toContain('approval');
  const closing = { outcome: 'UPHELD', reply: '已修補' };
  expectProblem(await does('handler.ty-rmo', caseNo, 'close', closing), { status: 409, code: 'case.approval_required' });
  expect((await does('supervisor.ty-rmo', caseNo, 'approve-reply')).body).toMatchObject({ status: 'CLOSED', reply: REPLY.text });
});

test('what it wrote can be sent back, and a person answers instead', async () => {
  const caseNo = await opened(pothole);
  const machine = await machineOf('TY-RMO');
  await does(machine, caseNo, 'accept');
  await does(machine, caseNo, 'submit-reply', REPLY);
  const rejected = await does('supervisor.ty-rmo', caseNo, 'reject-reply', { note: '請附照片' });
  expect(rejected.body).toMatchObject({ status: 'IN_PROGRESS', approval: null });
  await city.drain();
  expect((await does('handler.ty-rmo', caseNo, 'submit-reply', REPLY)).body.status).toBe('CLOSED');
});

test('what it answers for an agency outside the city waits for the agency that sent the case there', async () => {
  const caseNo = await opened(pothole);
  await does('supervisor.ty-rmo', caseNo, 'transfer', { agencyCode: 'EX-TPC', reason: '電力設備' });
  const machine = await machineOf('EX-TPC');
  await does(machine, caseNo, 'accept');
  const { body } = await does(machine, caseNo, 'submit-reply', REPLY);
  expect(body).toMatchObject({ status: 'PENDING_APPROVAL', approval: { role: 'AGENCY_SUPERVISOR', agencyCode: 'TY-RMO' } });
});

test('what it answers for an agency that helps is that agency’s part, and waits for nobody', async () => {
  const caseNo = await opened(roadHog);
  await does('handler.ty-pp02', caseNo, 'accept');
  const { body } = await does(await machineOf('TY-OEM'), caseNo, 'submit-reply', { text: '路燈正常', outcome: 'INFORMATION' });
  expect(body).toMatchObject({
    status: 'IN_PROGRESS',
    assignments: [{ role: 'LEAD' }, { status: 'ANSWERED', answer: '路燈正常' }],
  });
});
