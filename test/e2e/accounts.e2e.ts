import { sql } from '../../src/platform/database/index.ts';
import { type Arrived, CHOSEN, HANDLER, Newcomers } from '../support/newcomers.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let newcomers: Newcomers;
let admin: Client;
let second: Arrived;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-18T09:00:00+08:00', accounts: { secondFactorRoles: [] } });
  newcomers = new Newcomers(city);
  admin = await city.as('admin');
  second = await newcomers.administrator();
});

afterAll(() => city.close());

const signIn = (username: string, password: string): Promise<Answer> => city.citizen.post('/auth/login', { username, password });
/** What was recorded about an account, without coming and going. */
const facts = (accountId: string): Promise<{ type: string; actor: string; data: object; address: string | null }[]> =>
  city.rows(sql`
    SELECT f.type, f.actor_name AS actor, f.data, f.address
    FROM facts f
    WHERE f.subject_id = ${accountId} AND f.type NOT IN ('account.signed_in', 'account.signed_out', 'account.sign_in_failed')
    ORDER BY f.seq`);
const factTypes = async (accountId: string): Promise<string[]> => (await facts(accountId)).map(({ type }) => type);

describe('an account', () => {
  test('is asked for by the head of the agency, approved by an administrator, and opened by a link that its holder gets', async () => {
    const email = 'hua@example.gov.tw';
    const asked = await newcomers.request({ email });
    expect(asked.status).toBe(201);
    const { id, username } = asked.body;
    expect(asked.body).toMatchObject({
      state: 'REQUESTED',
      ...HANDLER,
      email,
      requestedBy: { displayName: '桃園市政府養護工程處 主管' },
    });
    expectProblem(await signIn(username, CHOSEN), { status: 401, code: 'auth.bad_credentials' });

    const approved = await admin.post(`/accounts/${id as string}/approve`);
    expect(approved.status).toBe(200);
    expect(approved.body).toMatchObject({ state: 'ACTIVE', initialPassword: null, approvedBy: { displayName: '系統管理員' } });
    const letter = await city.letterTo(email, 'account-opened');
    expect(letter.body).toContain(username);
    const token = await newcomers.tokenOf(email, 'account-opened');
    expect(letter.links).toEqual([{ rel: 'password', href: `https://1999.example/password#/${token}` }]);
    expect((await city.citizen.post('/auth/password-resets/use', { token, newPassword: CHOSEN })).status).toBe(204);
    expect((await (await city.signIn(username, CHOSEN)).get('/cases')).status).toBe(200);
    expect(await facts(id)).toEqual([
      expect.objectContaining({ type: 'account.requested', actor: '桃園市政府養護工程處 主管' }),
      expect.objectContaining({
        type: 'account.approved',
        actor: '系統管理員',
        data: { roles: HANDLER.roles, byMail: true },
        address: '127.0.0.1',
      }),
      expect.objectContaining({ type: 'account.password_changed', data: expect.objectContaining({ by: 'LINK' }) }),
    ]);
    expect(JSON.stringify(await facts(id))).not.toContain(token);
  });

  test('without an address is opened with a password that is shown once and changed first of all', async () => {
    const approved = await newcomers.approved();
    const { id, username, initialPassword } = approved.body;
    expect(initialPassword).toMatch(/^[a-z2-9]{14}$/);
    const client = await city.signIn(username, initialPassword);
    for (const answer of [await client.get('/cases'), await client.get('/me/sessions'), await client.post('/petitions')]) {
      expectProblem(answer, { status: 403, code: 'auth.password_change_required' });
    }
    expect((await client.get('/auth/me')).body).toMatchObject({ username, restriction: 'PASSWORD' });
    const same = await client.post('/auth/password', { currentPassword: initialPassword, newPassword: initialPassword });
    expectProblem(same, { status: 422, code: 'input.invalid', fields: { newPassword: 'password.used_before' } });
    const changed = await client.post('/auth/password', { currentPassword: initialPassword, newPassword: CHOSEN });
    expect(changed.status).toBe(204);
    expect((await client.get('/auth/me')).body.restriction).toBeNull();
    expect((await client.get('/cases')).status).toBe(200);
    expect((await admin.get(`/accounts/${id as string}`)).body.initialPassword).toBeUndefined();
  });

  test('may be signed out of before its password was changed', async () => {
    const { username, initialPassword } = (await newcomers.approved()).body;
    const client = await city.signIn(username, initialPassword);
    expect((await client.post('/auth/logout')).status).toBe(204);
    expectProblem(await client.get('/auth/me'), { status: 401, code: 'auth.required' });
  });

  test('that an administrator asks for is approved by another administrator', async () => {
    const { id } = (await newcomers.request({}, 'admin')).body;
    expectProblem(await admin.post(`/accounts/${id as string}/approve`), { status: 403, code: 'account.own_request' });
    expectProblem(await admin.post(`/accounts/${id as string}/reject`, { reason: '不需要' }), {
      status: 403,
      code: 'account.own_request',
    });
    expect((await second.client.post(`/accounts/${id as string}/approve`)).body.state).toBe('ACTIVE');
    expectProblem(await second.client.post(`/accounts/${id as string}/approve`), { status: 409, code: 'account.illegal_state' });
  });

  test('is not changed before it was approved: what is approved is what was asked for', async () => {
    const { id } = (await newcomers.request()).body;
    const body = { ...HANDLER, roles: [{ role: 'ADMIN' }] };
    expectProblem(await admin.put(`/accounts/${id as string}`, body), { status: 409, code: 'account.illegal_state' });
  });

  test('that was turned down opens for nobody, and may be asked for again', async () => {
    const { id, username } = (await newcomers.request()).body;
    const rejected = await admin.post(`/accounts/${id as string}/reject`, { reason: '並無此人' });
    expect(rejected.body.state).toBe('REJECTED');
    expectProblem(await admin.post(`/accounts/${id as string}/approve`), { status: 409, code: 'account.illegal_state' });
    const again = await newcomers.request({ username, displayName: '陳大華' });
    expect(again.body).toMatchObject({ id, state: 'REQUESTED', displayName: '陳大華' });
    expectProblem(await newcomers.request({ username }), { status: 409, code: 'account.username_taken' });
    expect(await factTypes(id)).toEqual(['account.requested', 'account.rejected', 'account.requested']);
  });

  test('is asked for once, however often the request arrives', async () => {
    const key = { 'idempotency-key': newKey() };
    const body = { ...HANDLER, username: Newcomers.nextName() };
    const head = await city.as('supervisor.ty-rmo');
    const [one, again] = [await head.post('/accounts', body, key), await head.post('/accounts', body, key)];
    expect([one.status, again.status, again.body.id]).toEqual([201, 201, one.body.id]);
    expect(again.headers['idempotent-replayed']).toBe('true');
  });

  test('belongs to one person: an address that another has is refused', async () => {
    const email = 'only.one@example.gov.tw';
    await newcomers.approved({ email });
    expectProblem(await newcomers.request({ email: email.toUpperCase() }), { status: 409, code: 'account.email_taken' });
    const { id } = (await newcomers.approved()).body;
    expectProblem(await admin.put(`/accounts/${id as string}`, { ...HANDLER, email }), {
      status: 409,
      code: 'account.email_taken',
    });
  });
});

describe('a request that is wrong', () => {
  test.each([
    [
      'nothing',
      {},
      { username: 'field.required', displayName: 'field.required', roles: 'field.required', reason: 'field.required' },
    ],
    ['a name in capitals with blanks', { username: 'No Name' }, { username: 'username.format' }],
    ['no role', { roles: [] }, { roles: 'field.required' }],
    ['a role that is none', { roles: [{ role: 'KING' }] }, { 'roles.0.role': 'field.not_allowed' }],
    ['a handler of no agency', { roles: [{ role: 'HANDLER' }] }, { 'roles.0.agencyCode': 'field.required' }],
    [
      'a handler of an unknown agency',
      { roles: [{ role: 'HANDLER', agencyCode: 'X' }] },
      { 'roles.0.agencyCode': 'agency.unknown' },
    ],
    [
      'an operator of an agency',
      { roles: [{ role: 'OPERATOR', agencyCode: 'TY-RMO' }] },
      { 'roles.0.agencyCode': 'role.city_wide' },
    ],
    ['the same role twice', { roles: [{ role: 'OPERATOR' }, { role: 'OPERATOR' }] }, { roles: 'field.duplicate' }],
    ['a last day that is over', { expiresOn: '2026-11-17' }, { expiresOn: 'account.last_day' }],
    ['a last day that is too far', { expiresOn: '2027-02-17' }, { expiresOn: 'account.last_day' }],
    ['an address that is none', { email: 'x' }, { email: 'field.email' }],
    ['unknown fields', { password: 'x' }, { password: 'field.unknown' }],
  ])('with %s names its fields', async (_, difference, fields) => {
    const complete = { username: Newcomers.nextName(), ...HANDLER, ...difference };
    const body = Object.keys(difference).length === 0 ? {} : complete;
    expectProblem(await admin.post('/accounts', body), { status: 422, code: 'input.invalid', fields });
  });

  test('of a head is one for another agency, or for a role of the whole city', async () => {
    const roles = [{ role: 'HANDLER', agencyCode: 'TY-LIB' }, { role: 'ADMIN' }];
    expectProblem(await newcomers.request({ roles }), {
      status: 422,
      code: 'input.invalid',
      fields: { 'roles.0': 'role.not_yours', 'roles.1': 'role.not_yours' },
    });
  });
});
