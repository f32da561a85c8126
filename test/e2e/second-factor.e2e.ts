import { Writable } from 'node:stream';
import { sql } from '../../src/platform/database/index.ts';
import { expectProblem } from '../support/problem.ts';
import {
  bearer,
  codeOf,
  employ,
  enrol,
  factsOf,
  login,
  nextInterval,
  OWN_PASSWORD,
  remove,
  wrongCode,
} from '../support/second-factors.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
/** Everything that the process logs. */
const lines: string[] = [];
const log = new Writable({
  write: (line: Buffer, _, done) => {
    lines.push(line.toString());
    done();
  },
});

beforeAll(async () => {
  city = await startTestApp({
    log,
    startsAt: '2026-11-20T09:00:00+08:00',
    accounts: { secondFactorRoles: ['ADMIN', 'CITY_SUPERVISOR'] },
  });
});

afterAll(() => city.close());

describe('a second factor', () => {
  test('is set up by a secret that is shown once and confirmed by a code of it', async () => {
    const operator = await employ(city, 'OPERATOR');
    const session = bearer(city, await login(city, operator));
    expect((await session.get('/me/second-factor')).body).toEqual({ enrolled: false, demanded: false, recoveryCodes: 0 });
    const begun = await session.post('/me/second-factor');
    expect([begun.status, begun.headers['cache-control']]).toEqual([200, 'no-store']);
    const { uri, secret } = begun.body as { uri: string; secret: string };
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new URL(uri)).toMatchObject({ protocol: 'otpauth:', host: 'totp' });
    expect(decodeURIComponent(uri)).toContain(operator.username);
    expect(new URL(uri).searchParams.get('secret')).toBe(secret);
    expectProblem(await session.post('/me/second-factor/confirm', { code: wrongCode(city, secret) }), {
      status: 422,
      code: 'second_factor.wrong_code',
    });
    expect((await login(city, operator)).status).toBe(200); // nothing is asked for before it is confirmed
    const confirmed = await session.post('/me/second-factor/confirm', { code: codeOf(city, secret) });
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    expect((await session.get('/me/second-factor')).body).toEqual({ enrolled: true, demanded: false, recoveryCodes: 10 });
    expectProblem(await session.post('/me/second-factor/confirm', { code: codeOf(city, secret, 1) }), {
      status: 409,
      code: 'second_factor.not_begun',
    });
  });

  test('is asked for after the right password and not before', async () => {
    const handler = await employ(city, 'OPERATOR');
    const { secret } = await enrol(city, handler);
    expectProblem(await login(city, handler), { status: 401, code: 'auth.totp_required' });
    expectProblem(await login(city, handler, ' '), { status: 401, code: 'auth.totp_required' });
    for (const totp of [undefined, codeOf(city, secret), '000000']) {
      expectProblem(await login(city, handler, totp, 'not the password'), { status: 401, code: 'auth.bad_credentials' });
    }
    expectProblem(await login(city, handler, wrongCode(city, secret)), { status: 401, code: 'auth.bad_credentials' });
    const code = codeOf(city, secret);
    expect((await login(city, handler, `${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(200);
  });

  test.each([-1, 0, 1])('takes the code of the interval %i from now, and no code of one farther away', async (steps) => {
    const operator = await employ(city, 'OPERATOR');
    const { secret } = await enrol(city, operator);
    nextInterval(city);
    nextInterval(city); // the code that confirmed it is three intervals old
    const beyond = steps < 0 ? -2 : 2;
    expectProblem(await login(city, operator, codeOf(city, secret, beyond)), { status: 401, code: 'auth.bad_credentials' });
    expect((await login(city, operator, codeOf(city, secret, steps))).status).toBe(200);
  });

  test('takes a code once, also of two who send it at the same moment', async () => {
    const operator = await employ(city, 'OPERATOR');
    const { secret } = await enrol(city, operator);
    const code = codeOf(city, secret);
    const answers = await Promise.all([login(city, operator, code), login(city, operator, code), login(city, operator, code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expectProblem(await login(city, operator, code), { status: 401, code: 'auth.bad_credentials' });
    expectProblem(await login(city, operator, codeOf(city, secret, -1)), { status: 401, code: 'auth.bad_credentials' }); // nor an older one
  });

  test('counts wrong codes as failed attempts: after five the account is locked, and asking without a code frees nobody', async () => {
    const operator = await employ(city, 'OPERATOR');
    const { secret } = await enrol(city, operator);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expectProblem(await login(city, operator), { status: 401, code: 'auth.totp_required' });
      expectProblem(await login(city, operator, wrongCode(city, secret)), { status: 401, code: 'auth.bad_credentials' });
    }
    for (const totp of [codeOf(city, secret), undefined]) {
      expectProblem(await login(city, operator, totp), { status: 429, code: 'auth.locked' });
    }
    expect((await factsOf(city, operator)).slice(-3)).toEqual([
      'account.second_factor_failed',
      'account.sign_in_failed',
      'account.locked',
    ]);
  });

  test('is guessed in a stolen session no more often than at the door', async () => {
    const operator = await employ(city, 'OPERATOR');
    const { secret, session } = await enrol(city, operator);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expectProblem(await remove(session, wrongCode(city, secret)), { status: 422, code: 'second_factor.wrong_code' });
    }
    expectProblem(await remove(session, codeOf(city, secret)), { status: 429, code: 'auth.locked' });
  });

  test('gives way to a recovery code, each once', async () => {
    const operator = await employ(city, 'OPERATOR');
    const { recoveryCodes } = await enrol(city, operator);
    const [first, second] = recoveryCodes as [string, string];
    expect((await login(city, operator, first)).status).toBe(200);
    expectProblem(await login(city, operator, first), { status: 401, code: 'auth.bad_credentials' });
    const session = bearer(city, await login(city, operator, ` ${second.toUpperCase().replaceAll('-', ' ')}`));
    expect((await session.get('/me/second-factor')).body.recoveryCodes).toBe(8);
    expect((await factsOf(city, operator)).filter((type) => type === 'account.recovery_code_used')).toHaveLength(2);
  });

  test('gets new recovery codes for a code of it, and the old ones end', async () => {
    const operator = await employ(city, 'OPERATOR');
    const { secret, recoveryCodes, session } = await enrol(city, operator);
    expectProblem(await session.post('/me/second-factor/recovery-codes', {}), { status: 422, code: 'input.invalid' });
    const renewed = await session.post('/me/second-factor/recovery-codes', { code: codeOf(city, secret) });
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expectProblem(await login(city, operator, recoveryCodes[0]), { status: 401, code: 'auth.bad_credentials' });
    expect((await login(city, operator, renewed.body.recoveryCodes[0])).status).toBe(200);
  });

  test('is replaced by another one for a code of it, and works until that is confirmed', async () => {
    const operator = await employ(city, 'OPERATOR');
    const { secret, session } = await enrol(city, operator);
    expectProblem(await session.post('/me/second-factor'), { status: 401, code: 'auth.totp_required' });
    expectProblem(await session.post('/me/second-factor', { code: '000000x' }), {
      status: 422,
      code: 'second_factor.wrong_code',
    });
    const other = (await session.post('/me/second-factor', { code: codeOf(city, secret) })).body.secret as string;
    nextInterval(city);
    expect((await login(city, operator, codeOf(city, secret))).status).toBe(200);
    await session.post('/me/second-factor/confirm', { code: codeOf(city, other) });
    nextInterval(city);
    expectProblem(await login(city, operator, codeOf(city, secret)), { status: 401, code: 'auth.bad_credentials' });
    expect((await login(city, operator, codeOf(city, other))).status).toBe(200);
  });

  test('that takes the place of another one cannot be guessed', async () => {
    const operator = await employ(city, 'OPERATOR');
    const { secret, session } = await enrol(city, operator);
    const other = (await session.post('/me/second-factor', { code: codeOf(city, secret) })).body.secret as string;
    nextInterval(city);
    for (let i = 0; i < 5; i += 1) {
      const guess = await session.post('/me/second-factor/confirm', { code: wrongCode(city, other) });
      expectProblem(guess, { status: 422, code: 'second_factor.wrong_code' });
    }
    expectProblem(await session.post('/me/second-factor/confirm', { code: codeOf(city, other) }), {
      status: 429,
      code: 'auth.locked',
    });
  });

  test('is removed by its holder for a code of it', async () => {
    const operator = await employ(city, 'OPERATOR');
    const { secret, session } = await enrol(city, operator);
    expectProblem(await remove(session, ''), { status: 422, code: 'input.invalid' });
    expect((await remove(session, codeOf(city, secret))).status).toBe(204);
    expect((await login(city, operator)).status).toBe(200);
    expectProblem(await remove(session, codeOf(city, secret)), { status: 404, code: 'second_factor.none' });
    const again = await session.post('/me/second-factor/recovery-codes', { code: '123456' });
    expectProblem(again, { status: 404, code: 'second_factor.none' });
  });

  test('closes the sessions that were opened without, until they show it', async () => {
    const operator = await employ(city, 'OPERATOR');
    const earlier = bearer(city, await login(city, operator));
    const { secret } = await enrol(city, operator);
    expectProblem(await earlier.get('/cases'), { status: 403, code: 'auth.second_factor_required' });
    expectProblem(await earlier.post('/me/second-factor/show', { code: '12' }), {
      status: 422,
      code: 'second_factor.wrong_code',
    });
    expect((await earlier.post('/me/second-factor/show', { code: codeOf(city, secret) })).status).toBe(204);
    expect((await earlier.get('/cases')).status).toBe(200);
  });
});

describe('whoever has lost theirs', () => {
  test('is let in without after an administrator has taken it away, and has to set up another one where a role asks for it', async () => {
    const [admin, operator, colleague] = [
      await employ(city, 'ADMIN'),
      await employ(city, 'OPERATOR'),
      await employ(city, 'ADMIN'),
    ];
    const { session } = await enrol(city, admin);
    await enrol(city, operator);
    const lost = await enrol(city, colleague);
    expect((await session.delete(`/accounts/${operator.id}/second-factor`)).status).toBe(204);
    expect((await login(city, operator)).status).toBe(200);
    expect((await session.delete(`/accounts/${colleague.id}/second-factor`)).status).toBe(204);
    city.clock.advanceTo(new Date(city.clock.now().getTime() + 6_000)); // a session is believed for seconds
    expectProblem(await lost.session.get('/outbox'), { status: 403, code: 'auth.second_factor_required' });
    expect((await factsOf(city, operator)).filter((type) => type === 'account.second_factor_reset')).toHaveLength(1);
    expectProblem(await session.delete(`/accounts/${operator.id}/second-factor`), { status: 404, code: 'second_factor.none' });
  });

  test('is not the administrator who takes it away, nor nobody', async () => {
    const admin = await employ(city, 'ADMIN');
    const { session } = await enrol(city, admin);
    expectProblem(await session.delete(`/accounts/${admin.id}/second-factor`), { status: 403, code: 'second_factor.own' });
    for (const id of ['00000000-0000-4000-8000-000000000000', 'x']) {
      expectProblem(await session.delete(`/accounts/${id}/second-factor`), { status: 404, code: 'account.not_found' });
    }
  });
});

test('no secret, no code and no recovery code can be read in any table, fact, line of the log or refusal', async () => {
  const operator = await employ(city, 'OPERATOR');
  const { secret, recoveryCodes } = await enrol(city, operator);
  const wrong = wrongCode(city, secret);
  const refused = await login(city, operator, wrong);
  await login(city, operator, recoveryCodes[0]);
  const code = codeOf(city, secret);
  await login(city, operator, code);
  const tables = await city.rows<{ name: string }>(
    sql`SELECT t.table_name AS name FROM information_schema.tables t WHERE t.table_schema = 'public'`,
  );
  const found: string[] = [];
  const secrets = [
    secret,
    Buffer.from(secret).toString('hex'),
    ...recoveryCodes,
    ...recoveryCodes.map((code) => code.replaceAll('-', '')),
    OWN_PASSWORD,
  ];
  for (const { name } of tables) {
    const rows = JSON.stringify(await city.rows({ text: `SELECT to_jsonb(t) FROM "${name}" t`, values: [] } as never));
    found.push(...secrets.filter((text) => rows.includes(text)).map((text) => `${name}: ${text}`));
  }
  expect(found).toEqual([]);
  expect(JSON.stringify(refused.body)).not.toContain(wrong);
  const logged = lines.join('');
  expect(logged).toContain('/api/v1/me/second-factor/confirm'); // so something was listened to
  expect([...secrets, code, wrong].filter((text) => new RegExp(`\\b${text}\\b`).test(logged))).toEqual([]);
});
