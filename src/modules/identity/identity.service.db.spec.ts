import type { Caller } from '../../kernel/actor.ts';
import { sql } from '../../platform/database/index.ts';
import { bearing, openSignIns, PASSWORD, type SignIns } from '../../../test/support/sign-ins.ts';
import { BadCredentials, CrossSiteRequest } from './domain/identity-errors.ts';

const SECOND_MS = 1_000;

let clock: SignIns['clock'];
let database: SignIns['database'];
let facts: SignIns['facts'];
let sessions: SignIns['sessions'];
let identity: SignIns['identity'];
let makeSessions: SignIns['makeSessions'];
let makeIdentity: SignIns['makeIdentity'];
let newAdmin: SignIns['newAdmin'];
let close: SignIns['close'];

const factTypes = async (accountId: string): Promise<string[]> =>
  (await facts.about(database, accountId)).map(({ type }) => type);

/** What an attempt is answered with: the name of the refusal, or `in`. */
const attempt = (username: string, password: string): Promise<string> =>
  identity.signIn(username, password).then(
    () => 'in',
    (error: unknown) => (error as Error).constructor.name,
  );

beforeAll(async () => {
  ({ clock, database, facts, sessions, identity, makeSessions, makeIdentity, newAdmin, close } = await openSignIns());
});

afterAll(() => close());

describe('signing in', () => {
  test('the right password opens a session of twelve hours, in whatever case the name is typed', async () => {
    const { id, username } = await newAdmin();
    const callerOf = await identity.signIn(` ${username.toUpperCase()} `, PASSWORD);
    expect(callerOf.identity).toMatchObject({
      id,
      username,
      displayName: '管理員',
      roles: [{ role: 'ADMIN', agencyCode: null }],
    });
    expect(callerOf.expiresAt.getTime() - clock.now().getTime()).toBe(12 * 3_600_000);
    expect(await factTypes(id)).toEqual(['account.created', 'account.signed_in']);
  });

  test('two sessions of one account have different tokens, and neither is kept as it is', async () => {
    const { id, username } = await newAdmin();
    const [one, two] = [await identity.signIn(username, PASSWORD), await identity.signIn(username, PASSWORD)];
    expect(one.token).toMatch(/^[\w-]{43}$/);
    expect(one.token).not.toBe(two.token);
    const rows = await database.query<{ tokenHash: Buffer }>(
      sql`SELECT s.token_hash AS "tokenHash" FROM sessions s WHERE s.account_id = ${id}`,
    );
    expect(rows.map(({ tokenHash }) => tokenHash.length)).toEqual([32, 32]);
    expect(rows.map(({ tokenHash }) => tokenHash.toString('base64url'))).not.toContain(one.token);
  });

  test('an unknown name, a wrong password and a disabled account get the same answer', async () => {
    const { id, username } = await newAdmin();
    await database.query(sql`UPDATE accounts SET disabled_at = ${clock.now()} WHERE id = ${id}`);
    const refusals = await Promise.all(
      [
        ['nobody.here', PASSWORD],
        [(await newAdmin()).username, 'wrong password'],
        [username, PASSWORD],
      ].map(([name, password]) => identity.signIn(name!, password!).catch((error: unknown) => error as BadCredentials)),
    );
    expect(refusals).toEqual([new BadCredentials(), new BadCredentials(), new BadCredentials()]);
  });

  test('a name of any length or script is only unknown', async () => {
    expect(await attempt('管理員'.repeat(3_000), PASSWORD)).toBe('BadCredentials');
    expect(await attempt("' OR 1 = 1 --", PASSWORD)).toBe('BadCredentials');
  });
});

describe('a session', () => {
  test('tells who calls, what they may do and what they see', async () => {
    const { id, username } = await newAdmin();
    await database.query(sql`INSERT INTO account_roles (account_id, role, agency_code) VALUES (${id}, 'HANDLER', 'A-1')`);
    const { token } = await identity.signIn(username, PASSWORD);
    expect(await sessions.authenticate(bearing(token))).toMatchObject({
      kind: 'STAFF',
      id,
      username,
      name: '管理員',
      roles: [
        { role: 'ADMIN', agencyCode: null },
        { role: 'HANDLER', agencyCode: 'A-1' },
      ],
    } satisfies Partial<Caller>);
    expect((await sessions.authenticate(bearing(token)))?.permissions.get('case.accept')).toEqual({
      all: false,
      agencyCodes: ['A-1'],
    });
  });

  test('ends at once when its holder signs out, and leaves the others', async () => {
    const { id, username } = await newAdmin();
    const [one, two] = [await identity.signIn(username, PASSWORD), await identity.signIn(username, PASSWORD)];
    const actor = (await sessions.authenticate(bearing(one.token)))!;
    await identity.signOut(actor, bearing(one.token));
    await identity.signOut(actor, bearing(one.token));
    expect(await sessions.authenticate(bearing(one.token))).toBeNull();
    expect(await sessions.authenticate(bearing(two.token))).toMatchObject({ id });
    expect((await factTypes(id)).filter((type) => type === 'account.signed_out')).toHaveLength(1);
  });

  test('ends in another process within five seconds', async () => {
    const { username } = await newAdmin();
    const { token } = await identity.signIn(username, PASSWORD);
    const elsewhere = makeSessions();
    const actor = (await elsewhere.authenticate(bearing(token)))!;
    await identity.signOut(actor, bearing(token));
    clock.forward(5 * SECOND_MS);
    expect(await elsewhere.authenticate(bearing(token))).toBeNull();
  });

  test('of an account that is disabled ends within five seconds', async () => {
    const { id, username } = await newAdmin();
    const { token } = await identity.signIn(username, PASSWORD);
    expect(await sessions.authenticate(bearing(token))).toMatchObject({ id });
    await database.query(sql`UPDATE accounts SET disabled_at = ${clock.now()} WHERE id = ${id}`);
    clock.forward(5 * SECOND_MS);
    expect(await sessions.authenticate(bearing(token))).toBeNull();
  });

  test('is over at the instant it names', async () => {
    const { username } = await newAdmin();
    const { token } = await identity.signIn(username, PASSWORD);
    clock.forward((12 * 3600 - 1) * SECOND_MS);
    expect(await sessions.authenticate(bearing(token))).not.toBeNull();
    clock.forward(SECOND_MS);
    expect(await makeSessions().authenticate(bearing(token))).toBeNull();
  });

  test('outlives a simulated year', async () => {
    const { username } = await newAdmin();
    const simulated = makeSessions({ simulatedClock: true });
    const { token } = await makeIdentity(simulated).signIn(username, PASSWORD);
    clock.forward(366 * 24 * 3600 * SECOND_MS);
    expect(await simulated.authenticate(bearing(token))).toMatchObject({ username });
  });

  test('is nobody without a token, with a wrong one and with a cut one', async () => {
    const { username } = await newAdmin();
    const { token } = await identity.signIn(username, PASSWORD);
    expect(await sessions.authenticate({ method: 'GET', headers: {} })).toBeNull();
    expect(await sessions.authenticate(bearing('A'.repeat(43)))).toBeNull();
    expect(await sessions.authenticate(bearing(token.slice(0, -1)))).toBeNull();
  });

  test('carried by a cookie may change something only from a page of this site', async () => {
    const { username } = await newAdmin();
    const { token } = await identity.signIn(username, PASSWORD);
    const cookie = { cookie: `__Host-paian_session=${token}`, host: '1999.example.tw' };
    const by = (method: string, headers: object): Promise<Caller | null> =>
      sessions.authenticate({ method, headers: { ...cookie, ...headers } });
    expect(await by('GET', { 'sec-fetch-site': 'cross-site' })).toMatchObject({ username });
    expect(await by('POST', { origin: 'https://1999.example.tw' })).toMatchObject({ username });
    await expect(by('POST', { origin: 'https://evil.example' })).rejects.toThrow(CrossSiteRequest);
    await expect(by('POST', {})).rejects.toThrow(CrossSiteRequest);
    expect(
      await sessions.authenticate({ ...bearing(token), headers: { ...bearing(token).headers, origin: 'https://evil.example' } }),
    ).toMatchObject({ username });
  });

  test('that has ended is removed, and only that', async () => {
    const { id, username } = await newAdmin();
    await identity.signIn(username, PASSWORD);
    clock.forward(6 * 3600 * SECOND_MS);
    const { token } = await identity.signIn(username, PASSWORD);
    clock.forward(6 * 3600 * SECOND_MS);
    await sessions.run();
    expect(await database.query(sql`SELECT s.account_id AS id FROM sessions s WHERE s.account_id = ${id}`)).toEqual([{ id }]);
    expect(await sessions.authenticate(bearing(token))).toMatchObject({ username });
  });
});

describe('production', () => {
  test('knows no demonstration account, whatever the database has', async () => {
    const { id, username } = await newAdmin();
    const { token } = await identity.signIn(username, PASSWORD);
    await database.query(sql`UPDATE accounts SET demonstration = true WHERE id = ${id}`);
    const production = makeSessions({ production: true });
    expect(await production.authenticate(bearing(token))).toBeNull();
    await expect(makeIdentity(production).signIn(username, PASSWORD)).rejects.toThrow(BadCredentials);
  });
});
