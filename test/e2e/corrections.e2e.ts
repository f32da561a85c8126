import { sql } from '../../src/platform/database/index.ts';
import { caller, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let operator: Client;
let handler: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
  [operator, handler] = [await city.as('operator'), await city.as('handler.ty-tra')];
});

afterAll(() => city.close());

interface Opened {
  readonly caseNo: string;
  readonly petitionNo: string;
  readonly at: string;
}

const address = '桃園市中壢區中正路100號';

async function open(petitioner: object = { ...caller, address }): Promise<Opened> {
  const { petitionNo, case: of } = (await operator.post('/petitions', { ...signalTiming, petitioner })).body;
  return { caseNo: of.caseNo, petitionNo, at: `/petitions/${petitionNo}/petitioner` };
}

const reveal = async (client: Client, { caseNo, petitionNo }: Opened): Promise<number> =>
  (await client.post(`/cases/${caseNo}/petitions/${petitionNo}/reveal`, { purpose: 'VERIFY' })).status;

const factsOf = ({ petitionNo }: Opened) =>
  city.rows<{ data: object }>(sql`
    SELECT f.data FROM facts f JOIN petitions p ON p.id = f.subject_id
    WHERE p.petition_no = ${petitionNo} AND f.type = 'petition.petitioner_corrected' ORDER BY f.seq`);

const shown = { name: caller.name, phone: caller.phone, email: caller.email, address, masked: false };

describe('whoever was shown the petitioner', () => {
  test('corrects how they are reached, and they are told there from then on', async () => {
    const petition = await open();
    await handler.post(`/cases/${petition.caseNo}/accept`);
    await reveal(handler, petition);
    const { status, body } = await handler.patch(petition.at, { email: 'corrected@example.org', phone: '0922-000-111' });
    expect([status, body.petitioner]).toEqual([200, { ...shown, email: 'corrected@example.org', phone: '0922-000-111' }]);
    expect(body.correctedAt).not.toBeNull();
    await handler.post(`/cases/${petition.caseNo}/close`, { outcome: 'UPHELD', reply: '已調整' });
    const letter = await city.letterTo('corrected@example.org', 'reply', petition.caseNo);
    expect(letter.body).toContain('已調整');
    expect(await city.templatesTo(caller.email, petition.caseNo)).not.toContain('reply');
  });

  test('leaves a fact that names the fields, never what was in them, and what was is kept', async () => {
    const petition = await open();
    await reveal(operator, petition);
    await operator.patch(petition.at, { phone: '0922-000-111', address: null });
    expect(await factsOf(petition)).toEqual([{ data: { petitionNo: petition.petitionNo, fields: ['phone', 'address'] } }]);
    const kept = await city.rows<{ count: number }>(sql`
      SELECT count(*)::integer AS count FROM petitioner_corrections k JOIN petitions p ON p.id = k.petition_id
      WHERE p.petition_no = ${petition.petitionNo}`);
    expect(kept).toEqual([{ count: 1 }]);
  });

  test('may send it twice: the second time nothing changes', async () => {
    const petition = await open();
    await reveal(operator, petition);
    const [first, second] = [
      await operator.patch(petition.at, { name: '王大明' }),
      await operator.patch(petition.at, { name: '王大明' }),
    ];
    expect(second.body).toEqual(first.body);
    expect(await factsOf(petition)).toHaveLength(1);
  });

  test('sends masks back, and what is stored stays as it is', async () => {
    const petition = await open();
    await reveal(operator, petition);
    const masks = { name: '王○○', phone: '0912***678', email: 'w***@example.org', address: '桃園市中壢區中正路***' };
    expect((await operator.patch(petition.at, masks)).body.petitioner).toEqual(shown);
    const mixed = await operator.patch(petition.at, { ...masks, phone: '0933-111-222' });
    expect(mixed.body.petitioner).toEqual({ ...shown, phone: '0933-111-222' });
    expect(await factsOf(petition)).toEqual([{ data: { petitionNo: petition.petitionNo, fields: ['phone'] } }]);
  });

  test('sends back a form that is older than somebody else’s correction: the road that it shows does not become the address', async () => {
    const petition = await open();
    const { petitioner } = (await operator.get(`/cases/${petition.caseNo}/petitions`)).body.items[0];
    await reveal(handler, petition);
    const moved = { address: '桃園市桃園區縣府路1號' };
    expect((await handler.patch(petition.at, moved)).body.petitioner).toEqual({ ...shown, ...moved });
    await reveal(operator, petition);
    const refused = { status: 422, code: 'input.invalid', fields: { address: 'petitioner.masked' } };
    expectProblem(await operator.patch(petition.at, { address: petitioner.address }), refused);
    expect((await operator.get(`/cases/${petition.caseNo}/petitions`)).body.items[0].petitioner).toMatchObject(moved);
  });

  test.each([
    ['name', '李○○'],
    ['phone', '0911***678'],
    ['email', 'x***@example.org'],
    ['email', '***'],
    ['address', '***'],
  ])('cannot put another mask in the place of %s: %s', async (field, value) => {
    const petition = await open();
    await reveal(operator, petition);
    const refused = { status: 422, code: 'input.invalid', fields: { [field]: 'petitioner.masked' } };
    expectProblem(await operator.patch(petition.at, { [field]: value }), refused);
    expect(await factsOf(petition)).toEqual([]);
  });

  test('is told what is no address or number', async () => {
    const petition = await open();
    await reveal(operator, petition);
    for (const body of [{ email: 'nowhere' }, { phone: 'call me' }, { name: 7 }, { other: 'x' }, { name: 'x'.repeat(101) }]) {
      expectProblem(await operator.patch(petition.at, body), { status: 422, code: 'input.invalid' });
    }
  });
});

describe('nobody corrects what they are not shown', () => {
  test('without a reveal, or after it', async () => {
    const petition = await open();
    const refused = { status: 403, code: 'petitioner.not_revealed' };
    expectProblem(await handler.patch(petition.at, { name: '王大明' }), refused);
    await reveal(operator, petition); // somebody else
    expectProblem(await handler.patch(petition.at, { name: '王大明' }), refused);
    await reveal(handler, petition);
    await city.advanceTo('2026-11-16T10:00:00+08:00');
    expectProblem(await handler.patch(petition.at, { name: '王大明' }), refused);
  });

  test('nor of another agency’s case, which is as if there were none', async () => {
    const petition = await open();
    const stranger = await city.as('handler.ty-lib');
    for (const at of [petition.at, '/petitions/P26-000099-1/petitioner', '/petitions/x/petitioner']) {
      expectProblem(await stranger.patch(at, { name: '王大明' }), { status: 404, code: 'petition.not_found' });
    }
  });

  test('nor of who petitioned in confidence, unless they are the custodian', async () => {
    const petition = await open({ ...caller, confidential: true });
    expect(await reveal(handler, petition)).toBe(403);
    expectProblem(await handler.patch(petition.at, { name: '王大明' }), { status: 403, code: 'petitioner.not_revealed' });
    const id = (await handler.get('/auth/me')).body.id as string;
    await (await city.as('city')).put(`/custodians/${id}`, { agencyCode: 'TY-TRA', from: '2026-11-16', until: '2026-12-31' });
    expect(await reveal(handler, petition)).toBe(200);
    const { status, body } = await handler.patch(petition.at, { name: '***', phone: '0922-000-111' });
    expect([status, body.petitioner]).toMatchObject([200, { name: caller.name, phone: '0922-000-111' }]);
  });
});

test('a corrected number finds the person who petitions again', async () => {
  const petition = await open({ phone: '0911-222-333' });
  await reveal(operator, petition);
  await operator.patch(petition.at, { phone: '0911-222-444' });
  const today = async (phone: string): Promise<number> => (await operator.post('/petitions/repeats', { phone })).body.today;
  expect([await today('0911222444'), await today('00886-911-222-444 #5'), await today('0911222333')]).toEqual([1, 1, 0]);
});
