import { sql } from '../../src/platform/database/index.ts';
import { type Arrived, CHOSEN, HANDLER, Newcomers } from '../support/newcomers.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let newcomers: Newcomers;
let admin: Client;
let second: Arrived;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-18T09:00:00+08:00' });
  newcomers = new Newcomers(city);
  admin = await city.as('admin');
  second = await newcomers.administrator();
});

afterAll(() => city.close());

const signIn = (username: string, password: string): Promise<Answer> => city.citizen.post('/auth/login', { username, password });
const withoutId = ({ body }: Answer): object => ({ ...body, requestId: null });
/** What was recorded about an account, without coming and going. */
const facts = (accountId: string): Promise<{ type: string; actor: string; data: object }[]> =>
  city.rows(sql`
    SELECT f.type, f.actor_name AS actor, f.data
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
        data: { roles: HANDLER.roles, byMail: true, address: '127.0.0.1' },
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
    expect((await client.get('/auth/me')).body).toMatchObject({ username, passwordChangeRequired: true });
    const same = await client.post('/auth/password', { currentPassword: initialPassword, newPassword: initialPassword });
    expectProblem(same, { status: 422, code: 'input.invalid', fields: { newPassword: 'password.used_before' } });
    const changed = await client.post('/auth/password', { currentPassword: initialPassword, newPassword: CHOSEN });
    expect(changed.status).toBe(204);
    expect((await client.get('/auth/me')).body.passwordChangeRequired).toBe(false);
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
    expectProblem(await admin.post('/accounts', body), { status: 422, code: 'input.invalid', fields: fields as never });
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

describe('an administrator', () => {
  test('gives other roles, which are in force at once and recorded as they were and are', async () => {
    const { id, client } = await newcomers.arrived();
    expectProblem(await client.get('/outbox'), { status: 403, code: 'auth.not_allowed' });
    const roles = [{ role: 'ADMIN', agencyCode: null }, ...HANDLER.roles];
    const changed = await admin.put(`/accounts/${id}`, { ...HANDLER, roles, reason: '兼任系統管理' });
    expect([changed.status, changed.body.roles]).toEqual([200, roles]);
    expect((await client.get('/outbox')).status).toBe(200);
    await admin.put(`/accounts/${id}`, HANDLER);
    expectProblem(await client.get('/outbox'), { status: 403, code: 'auth.not_allowed' });
    const changes = (await facts(id)).filter(({ type }) => type === 'account.roles_changed').map(({ data }) => data);
    expect(changes).toEqual([
      { before: HANDLER.roles, after: roles, reason: '兼任系統管理', address: '127.0.0.1' },
      { before: roles, after: HANDLER.roles, reason: HANDLER.reason, address: '127.0.0.1' },
    ]);
  });

  test('changes names and addresses, of which the record says that they were changed, not to what', async () => {
    const { id } = await newcomers.arrived();
    const changed = await admin.put(`/accounts/${id}`, { ...HANDLER, displayName: '陳大華', email: 'da.hua@example.gov.tw' });
    expect(changed.body).toMatchObject({ displayName: '陳大華', email: 'da.hua@example.gov.tw' });
    expect((await facts(id)).at(-1)).toMatchObject({ type: 'account.changed', data: { fields: ['displayName', 'email'] } });
    const count = (await facts(id)).length;
    await admin.put(`/accounts/${id}`, { ...HANDLER, displayName: '陳大華', email: 'da.hua@example.gov.tw' });
    expect(await facts(id)).toHaveLength(count);
  });

  test('disables an account, whose sessions end at once, and enables it again', async () => {
    const { id, username, client } = await newcomers.arrived();
    const disabled = await admin.post(`/accounts/${id}/disable`, { reason: '離職' });
    expect(disabled.body).toMatchObject({ state: 'DISABLED', disabledGround: 'ADMINISTRATOR', disabledReason: '離職' });
    expectProblem(await client.get('/auth/me'), { status: 401, code: 'auth.required' });
    expect(withoutId(await signIn(username, CHOSEN))).toEqual(withoutId(await signIn('no.such.person', CHOSEN)));
    expectProblem(await admin.post(`/accounts/${id}/disable`, { reason: '離職' }), {
      status: 409,
      code: 'account.illegal_state',
    });
    expect((await admin.post(`/accounts/${id}/enable`, { reason: '復職' })).body).toMatchObject({
      state: 'ACTIVE',
      disabledAt: null,
    });
    expect((await signIn(username, CHOSEN)).status).toBe(200);
    expectProblem(await admin.post(`/accounts/${id}/enable`, { reason: '復職' }), { status: 409, code: 'account.illegal_state' });
  });

  test('needs a reason to disable, to enable and to turn down', async () => {
    const { id } = await newcomers.arrived();
    for (const command of ['disable', 'enable', 'reject']) {
      expectProblem(await admin.post(`/accounts/${id}/${command}`, { reason: ' ' }), {
        status: 422,
        code: 'input.invalid',
        fields: { reason: 'field.required' },
      });
    }
  });

  test('neither disables nor demotes themself, nor gives themself a role', async () => {
    const own = { displayName: '另一位管理員', roles: [{ role: 'ADMIN' }] };
    expectProblem(await second.client.post(`/accounts/${second.id}/disable`, { reason: 'x' }), {
      status: 409,
      code: 'account.own_account',
    });
    for (const change of [
      { ...own, roles: [{ role: 'OPERATOR' }] },
      { ...own, roles: [{ role: 'ADMIN' }, { role: 'AUDITOR' }] },
      { ...own, expiresOn: '2026-12-01' },
    ]) {
      expectProblem(await second.client.put(`/accounts/${second.id}`, change), { status: 409, code: 'account.own_account' });
    }
    expect((await second.client.put(`/accounts/${second.id}`, { ...own, displayName: '改名' })).body.displayName).toBe('改名');
    expectProblem(await second.client.post(`/accounts/${second.id}/reset-password`), {
      status: 409,
      code: 'account.own_account',
    });
  });

  test('ends all sessions of somebody', async () => {
    const { id, username, client } = await newcomers.arrived();
    const elsewhere = await city.signIn(username, CHOSEN);
    expect((await admin.delete(`/accounts/${id}/sessions`)).status).toBe(204);
    for (const gone of [client, elsewhere]) expectProblem(await gone.get('/auth/me'), { status: 401, code: 'auth.required' });
    expect((await facts(id)).at(-1)).toMatchObject({
      type: 'account.sessions_ended',
      data: { by: 'ADMINISTRATOR', sessions: 2 },
    });
  });

  test('finds no account under an id that is none', async () => {
    for (const id of ['x', '00000000-0000-4000-8000-000000000000']) {
      expectProblem(await admin.get(`/accounts/${id}`), { status: 404, code: 'account.not_found' });
      expectProblem(await admin.put(`/accounts/${id}`, HANDLER), { status: 404, code: 'account.not_found' });
      expectProblem(await admin.delete(`/accounts/${id}/sessions`), { status: 404, code: 'account.not_found' });
      for (const command of ['approve', 'reset-password']) {
        expectProblem(await admin.post(`/accounts/${id}/${command}`), { status: 404, code: 'account.not_found' });
      }
    }
  });
});

describe('the last administrator', () => {
  let alone: TestApp;
  let temporary: Arrived;

  beforeAll(async () => {
    alone = await startTestApp({ startsAt: '2026-11-18T09:00:00+08:00' });
    const people = new Newcomers(alone);
    const other = await people.administrator();
    const { id, username } = (await people.request({ roles: [{ role: 'ADMIN' }], expiresOn: '2026-11-30' }, 'admin')).body;
    const { initialPassword } = (await other.client.post(`/accounts/${id as string}/approve`)).body;
    const client = await alone.signIn(username, initialPassword);
    await client.post('/auth/password', { currentPassword: initialPassword, newPassword: CHOSEN });
    temporary = { id, username, client };
    await client.post(`/accounts/${other.id}/disable`, { reason: '調職' });
  });

  afterAll(() => alone.close());

  test('is neither disabled nor demoted nor made temporary, not even by one whose own days are counted', async () => {
    const { id } = (await (await alone.as('admin')).get('/auth/me')).body;
    const own = { displayName: '系統管理員', roles: [{ role: 'ADMIN' }] };
    const refused = { status: 409, code: 'account.last_administrator' };
    expectProblem(await temporary.client.post(`/accounts/${id as string}/disable`, { reason: 'x' }), refused);
    expectProblem(await temporary.client.put(`/accounts/${id as string}`, { ...own, roles: [{ role: 'OPERATOR' }] }), refused);
    expectProblem(await temporary.client.put(`/accounts/${id as string}`, { ...own, expiresOn: '2026-12-01' }), refused);
    expect((await (await alone.as('admin')).get('/accounts')).status).toBe(200);
  });
});

describe('the list of accounts', () => {
  const names = ({ body }: Answer): string[] => body.items.map(({ username }: { username: string }) => username);

  test('shows an administrator everybody, by state, role, agency and part of a name', async () => {
    const { id, username } = (await newcomers.request({ displayName: '王一一' })).body;
    expect(names(await admin.get('/accounts?state=REQUESTED&q=王一'))).toEqual([username]);
    expect(names(await admin.get('/accounts?role=DISPATCHER'))).toEqual(['dispatcher']);
    expect(names(await admin.get('/accounts?agency=TY-LIB&role=HANDLER'))).toEqual(['handler.ty-lib']);
    expect(names(await admin.get('/accounts?q=%25'))).toEqual([]);
    await admin.post(`/accounts/${id as string}/reject`, { reason: 'x' });
    expect(names(await admin.get('/accounts?state=REJECTED&q=王一'))).toEqual([username]);
  });

  test('comes in pages', async () => {
    const first = await admin.get('/accounts?limit=2&role=AGENCY_SUPERVISOR&count=true');
    const next = await admin.get(`/accounts?limit=2&role=AGENCY_SUPERVISOR&cursor=${first.body.nextCursor as string}`);
    expect(first.body.items).toHaveLength(2);
    expect(first.body.total).toBeGreaterThan(4);
    expect(new Set([...names(first), ...names(next)]).size).toBe(4);
  });

  test('shows a head the accounts of their own agency, and no other', async () => {
    const head = await city.as('supervisor.ty-lib');
    expect(names(await head.get('/accounts')).sort()).toEqual(['handler.ty-lib', 'supervisor.ty-lib']);
    const { id } = (await newcomers.request()).body;
    expectProblem(await head.get(`/accounts/${id as string}`), { status: 404, code: 'account.not_found' });
    expect((await (await city.as('supervisor.ty-rmo')).get(`/accounts/${id as string}`)).status).toBe(200);
  });

  test('refuses filters that are none', async () => {
    expectProblem(await admin.get('/accounts?state=GONE&role=KING'), {
      status: 422,
      code: 'input.invalid',
      fields: { state: 'field.not_allowed', role: 'field.not_allowed' },
    });
    expectProblem(await admin.get('/accounts?cursor=x'), { status: 400, code: 'page.bad_cursor' });
  });
});

describe('the quarterly review', () => {
  test('is a table of all accounts with what was done to them in the quarter, and that it was taken is recorded', async () => {
    const { id } = await newcomers.arrived({ displayName: '=cmd()' });
    await admin.put(`/accounts/${id}`, { ...HANDLER, displayName: '=cmd()', roles: [{ role: 'OPERATOR' }] });
    const answer = await (await city.as('auditor')).get('/accounts/review?quarter=2026Q4');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="accounts-2026Q4.csv"');
    const lines = (answer.body as string).split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFF帳號,姓名,/);
    const line = lines.find((candidate) => candidate.includes("'=cmd()"))!;
    expect(line).toContain(',ACTIVE,OPERATOR,');
    expect(line).toContain('account.roles_changed (系統管理員): HANDLER@TY-RMO → OPERATOR');
    expect(lines).toHaveLength((await admin.get('/accounts?count=true&limit=1')).body.total + 2);
    const english = await admin.get('/accounts/review?quarter=2026Q3', { 'accept-language': 'en' });
    expect(english.body).toMatch(/^\uFEFFusername,/);
    expect(english.body).not.toContain('account.roles_changed');
    const taken = await city.rows(sql`SELECT f.actor_name AS actor, f.data ->> 'quarter' AS quarter FROM facts f
      WHERE f.type = 'account.review_exported' ORDER BY f.seq`);
    expect(taken).toEqual([
      { actor: '稽核人員', quarter: '2026Q4' },
      { actor: '系統管理員', quarter: '2026Q3' },
    ]);
  });

  test.each(['', '?quarter=2026', '?quarter=2026Q5', '?quarter=2026Q4x'])('is of one quarter: %j is none', async (query) => {
    expectProblem(await admin.get(`/accounts/review${query}`), { status: 422, code: 'input.invalid' });
  });
});
