import { sql } from '../../src/platform/database/index.ts';
import { type Arrived, CHOSEN, HANDLER, Newcomers } from '../support/newcomers.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

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
const withoutId = ({ body }: Answer): object => ({ ...body, requestId: null });
/** What was recorded about an account, without coming and going. */
const facts = (accountId: string): Promise<{ type: string; actor: string; data: object; address: string | null }[]> =>
  city.rows(sql`
    SELECT f.type, f.actor_name AS actor, f.data, f.address
    FROM facts f
    WHERE f.subject_id = ${accountId} AND f.type NOT IN ('account.signed_in', 'account.signed_out', 'account.sign_in_failed')
    ORDER BY f.seq`);

describe('an administrator', () => {
  test('gives other roles, which are in force at once and recorded as they were and are', async () => {
    const { id, client } = await newcomers.arrived();
    expectProblem(await client.get('/outbox'), { status: 403, code: 'auth.not_allowed' });
    const roles = [{ role: 'ADMIN', agencyCode: null }, ...HANDLER.roles];
    const changed = await admin.put(`/accounts/${id}`, { ...HANDLER, roles, reason: '兼任系統管理' });
    expect(changed.body).toMatchObject({ roles });
    expect((await client.get('/outbox')).status).toBe(200);
    await admin.put(`/accounts/${id}`, HANDLER);
    expectProblem(await client.get('/outbox'), { status: 403, code: 'auth.not_allowed' });
    const recorded = (await facts(id)).filter(({ type }) => type === 'account.roles_changed');
    expect(recorded.map(({ address }) => address)).toEqual(['127.0.0.1', '127.0.0.1']);
    expect(recorded.map(({ data }) => data)).toEqual([
      { before: HANDLER.roles, after: roles, reason: '兼任系統管理' },
      { before: roles, after: HANDLER.roles, reason: HANDLER.reason },
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
    alone = await startTestApp({ startsAt: '2026-11-18T09:00:00+08:00', accounts: { secondFactorRoles: [] } });
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

describe('the head of a bureau', () => {
  test('sees the accounts of its own and of the bodies below it, as their cases, and no others', async () => {
    const { id } = await newcomers.arrived();
    const [bureau, office, other] = await Promise.all(
      ['ty-pwb', 'ty-rmo', 'ty-tra'].map((code) => city.as(`supervisor.${code}`)),
    );
    const agenciesIn = async (client: Client): Promise<string[]> => {
      const { body } = await client.get('/accounts?limit=200&count=true');
      const items = body.items as { roles: { agencyCode: string }[] }[];
      expect(body.total).toBe(items.length);
      return [...new Set(items.flatMap(({ roles }) => roles.map(({ agencyCode }) => agencyCode)))].sort();
    };
    expect(await agenciesIn(office!)).toEqual(['TY-RMO']);
    expect(await agenciesIn(bureau!)).toEqual(expect.arrayContaining(['TY-NCO', 'TY-PWB', 'TY-RMO']));
    expect(await agenciesIn(bureau!)).not.toContain('TY-TRA');
    expect((await bureau!.get(`/accounts/${id}`)).body).toMatchObject({ id, ...HANDLER });
    expectProblem(await other!.get(`/accounts/${id}`), { status: 404, code: 'account.not_found' });
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
    expect(lines).toHaveLength(((await admin.get('/accounts?count=true&limit=1')).body.total as number) + 2);
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
