import type { Caller } from '../../kernel/actor.ts';
import { sql } from '../../platform/database/index.ts';
import { PATIENT_ACCOUNTS } from '../../../test/support/account-policy.ts';
import { bearing, openSignIns, PASSWORD, type SignIns } from '../../../test/support/sign-ins.ts';
import type { SessionService } from './session.service.ts';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

let clock: SignIns['clock'];
let database: SignIns['database'];
let sessions: SignIns['sessions'];
let identity: SignIns['identity'];
let makeSessions: SignIns['makeSessions'];
let makeIdentity: SignIns['makeIdentity'];
let newAdmin: SignIns['newAdmin'];
let close: SignIns['close'];

beforeAll(async () => {
  ({ clock, database, sessions, identity, makeSessions, makeIdentity, newAdmin, close } = await openSignIns());
});

afterAll(() => close());

describe('a session that is not used', () => {
  const IMPATIENT = { ...PATIENT_ACCOUNTS, sessionsByRole: { ADMIN: { idleMinutes: 15, hours: 8 } } };
  const impatient = (): SessionService => makeSessions({}, IMPATIENT);
  const lastSeen = async (accountId: string): Promise<Date[]> =>
    (await database.query<{ at: Date }>(sql`SELECT s.last_seen_at AS at FROM sessions s WHERE s.account_id = ${accountId}`)).map(
      ({ at }) => at,
    );

  test('is over after the idle time of its holder’s roles, also for the process that saw it last', async () => {
    const { username } = await newAdmin();
    const sessions = impatient();
    const { token } = await makeIdentity(sessions).signIn(username, PASSWORD);
    clock.forward((15 * 60 - 1) * SECOND_MS);
    expect(await sessions.authenticate(bearing(token))).not.toBeNull();
    clock.forward(15 * 60 * SECOND_MS);
    expect(await sessions.authenticate(bearing(token))).toBeNull();
    expect(await impatient().authenticate(bearing(token))).toBeNull();
  });

  test('does not live on in the memory of a process beyond its idle time', async () => {
    const { username } = await newAdmin();
    const quick = makeSessions({}, { ...PATIENT_ACCOUNTS, sessions: { idleMinutes: 1, hours: 12 } });
    const { token } = await makeIdentity(quick).signIn(username, PASSWORD);
    clock.forward(14 * SECOND_MS); // too early to be written down
    expect(await quick.authenticate(bearing(token))).not.toBeNull();
    clock.forward(46 * SECOND_MS);
    expect(await quick.authenticate(bearing(token))).toBeNull();
  });

  test('does not come back when the limit becomes longer', async () => {
    const { username } = await newAdmin();
    const { token } = await makeIdentity(impatient()).signIn(username, PASSWORD);
    clock.forward(15 * 60 * SECOND_MS);
    expect(await impatient().authenticate(bearing(token))).toBeNull();
    expect(await sessions.authenticate(bearing(token))).toBeNull();
  });

  test('lasts as long as somebody uses it, and not beyond its hours', async () => {
    const { username } = await newAdmin();
    const sessions = impatient();
    const { token, expiresAt } = await makeIdentity(sessions).signIn(username, PASSWORD);
    expect(expiresAt.getTime() - clock.now().getTime()).toBe(8 * 3_600_000);
    for (let minutes = 10; minutes < 8 * 60; minutes += 10) {
      clock.forward(10 * 60 * SECOND_MS);
      expect(await sessions.authenticate(bearing(token))).not.toBeNull();
    }
    clock.forward(10 * 60 * SECOND_MS);
    expect(await sessions.authenticate(bearing(token))).toBeNull();
  });

  test('is written down once a minute, however often it is used', async () => {
    const { id, username } = await newAdmin();
    const { token } = await identity.signIn(username, PASSWORD);
    const opened = clock.now();
    for (let second = 0; second < 59; second += 1) {
      clock.forward(SECOND_MS);
      await makeSessions().authenticate(bearing(token));
    }
    expect(await lastSeen(id)).toEqual([opened]);
    clock.forward(SECOND_MS);
    await makeSessions().authenticate(bearing(token));
    expect(await lastSeen(id)).toEqual([clock.now()]);
  });

  test('of many requests at once the use is written down without one of them failing', async () => {
    const { id, username } = await newAdmin();
    const { token } = await identity.signIn(username, PASSWORD);
    clock.forward(60 * SECOND_MS);
    const answers = await Promise.all(Array.from({ length: 10 }, () => makeSessions().authenticate(bearing(token))));
    expect(answers.map((caller) => caller?.id)).toEqual(Array(10).fill(id));
    expect(await lastSeen(id)).toEqual([clock.now()]);
  });
});

describe('a password that is too old', () => {
  const daysLater = (days: number): void => clock.forward(days * DAY_MS);
  const signedIn = async (username: string, means: 'PASSWORD' | 'SINGLE_SIGN_ON' = 'PASSWORD'): Promise<Caller | null> => {
    const { token } = await identity.signIn(username, PASSWORD, { by: means });
    return makeSessions().authenticate(bearing(token));
  };

  test('must be changed when its days have passed, unless another system has signed its holder in', async () => {
    const { username } = await newAdmin();
    daysLater(179);
    expect((await signedIn(username))?.restriction).toBeNull();
    daysLater(1);
    expect((await signedIn(username))?.restriction).toBe('PASSWORD');
    expect((await signedIn(username, 'SINGLE_SIGN_ON'))?.restriction).toBeNull();
  });

  test('of a demonstration is as good as ever', async () => {
    const { id, username } = await newAdmin();
    await database.query(sql`UPDATE accounts SET demonstration = true WHERE id = ${id}`);
    daysLater(1_000);
    expect((await signedIn(username))?.restriction).toBeNull();
  });
});
