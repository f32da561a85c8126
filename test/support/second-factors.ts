import { randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import { AccountService } from '../../src/modules/identity/index.ts';
import { sql } from '../../src/platform/database/index.ts';
import { type Answer, Client, type TestApp } from './test-app.ts';

/** Of everybody that these tests make. */
export const OWN_PASSWORD = 'a quiet evening in Zhongli';

/** Somebody with an account of their own: no demonstration, so that every rule holds. */
export interface Person {
  readonly id: string;
  readonly username: string;
}

/** Makes an account with one role. */
export async function employ(city: TestApp, role: string, agencyCode = '*'): Promise<Person> {
  const username = `staff.${randomUUID().slice(0, 8)}`;
  const id = await city.app.get(AccountService).createAdmin({ username, displayName: '某同仁', password: OWN_PASSWORD });
  await city.rows(sql`UPDATE account_roles SET role = ${role}, agency_code = ${agencyCode} WHERE account_id = ${id}`);
  return { id, username };
}

export const login = (
  city: TestApp,
  { username }: Pick<Person, 'username'>,
  totp?: string,
  password = OWN_PASSWORD,
): Promise<Answer> => city.citizen.post('/auth/login', { username, password, ...(totp !== undefined && { totp }) });

export const bearer = (city: TestApp, { body }: Answer): Client =>
  new Client(city.app, { authorization: `Bearer ${body.token as string}` });

/** What the application shows. @param steps intervals of 30 seconds from now */
export const codeOf = (city: TestApp, secret: string, steps = 0): string =>
  generateSync({ secret, epoch: Math.floor(city.clock.now().getTime() / 1000) + 30 * steps });

/** Six digits that are none of the codes around now. */
export function wrongCode(city: TestApp, secret: string): string {
  const right = [-2, -1, 0, 1, 2].map((steps) => codeOf(city, secret, steps));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code))!;
}

/** The next interval, in which there is a code that nobody used. */
export const nextInterval = (city: TestApp): void => city.clock.advanceTo(new Date(city.clock.now().getTime() + 30_000));

export interface Enrolled {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** The session in which it was done. */
  readonly session: Client;
}

/** Sets up a second factor. Its present code is used up; the next interval has begun. */
export async function enrol(city: TestApp, person: Person): Promise<Enrolled> {
  const session = bearer(city, await login(city, person));
  const { secret } = (await session.post('/me/second-factor')).body as { secret: string };
  const { body } = await session.post('/me/second-factor/confirm', { code: codeOf(city, secret) });
  nextInterval(city);
  return { secret, recoveryCodes: body.recoveryCodes as string[], session };
}

/** Asks to sign in without from now on. */
export const remove = (client: Client, code: string): Promise<Answer> =>
  client.send({
    method: 'DELETE',
    url: '/api/v1/me/second-factor',
    headers: { 'content-type': 'application/json', ...client.credentials },
    payload: JSON.stringify({ code }),
  });

/** The types of what is recorded of somebody, the oldest first. */
export async function factsOf(city: TestApp, { id }: Person): Promise<string[]> {
  const facts = await city.rows<{ type: string }>(sql`SELECT f.type FROM facts f WHERE f.subject_id = ${id} ORDER BY f.seq`);
  return facts.map(({ type }) => type);
}
