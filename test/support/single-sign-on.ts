import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SingleSignOnPolicy } from '../../src/modules/identity/index.ts';
import type { Answer, TestApp } from './test-app.ts';

export const CALLBACK = 'https://1999.example/api/v1/auth/oidc/callback';
const CLIENT = { clientId: 'paian', clientSecret: 'a-secret-between-two-machines-of-the-city', callback: CALLBACK };

/** What the provider says of somebody. */
export type ToldClaims = Readonly<Record<string, unknown>>;

/** A provider in a process of its own. */
export class StartedProvider {
  constructor(
    private readonly child: ChildProcess,
    readonly issuer: string,
  ) {}

  get environment(): Record<string, string> {
    return { OIDC_ISSUER: this.issuer, OIDC_CLIENT_ID: CLIENT.clientId, OIDC_CLIENT_SECRET: CLIENT.clientSecret };
  }

  /** Who there is from now on. */
  async knows(people: Readonly<Record<string, ToldClaims>>): Promise<void> {
    const taken = once(this.child, 'message');
    this.child.send(people);
    await taken;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill();
    await gone;
  }
}

export async function startOpenIdProvider(): Promise<StartedProvider> {
  const child = fork(join(__dirname, 'open-id-provider.mjs'), [JSON.stringify(CLIENT)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const words: string[] = [];
  child.stderr!.on('data', (chunk) => words.push(String(chunk)));
  const [message] = await Promise.race([
    once(child, 'message') as Promise<[{ issuer: string }]>,
    once(child, 'exit').then(() => Promise.reject(new Error(words.join('')))),
  ]);
  return new StartedProvider(child, message.issuer);
}

const NOWHERE = { agencyCode: null, agencyClaim: null, districtCode: null, districtClaim: null } as const;

export const POLICY: SingleSignOnPolicy = {
  scopes: ['profile', 'email'],
  claims: { person: 'sub', username: 'preferred_username', displayName: 'name', email: 'email' },
  rules: [
    { ...NOWHERE, claim: 'groups', values: ['1999-admins'], role: 'ADMIN' },
    { ...NOWHERE, claim: 'groups', values: ['1999-operators'], role: 'OPERATOR' },
    { ...NOWHERE, claim: 'groups', values: ['1999-handlers'], role: 'HANDLER', agencyClaim: 'department' },
    { ...NOWHERE, claim: 'groups', values: ['1999-road-chiefs'], role: 'AGENCY_SUPERVISOR', agencyCode: 'TY-RMO' },
    { ...NOWHERE, claim: 'groups', values: ['1999-dispatchers'], role: 'DISPATCHER', districtClaim: 'district' },
  ],
  linkByUsername: false,
  secondFactor: null,
};

/** A browser: it keeps cookies, and goes where it is led when it is told to. */
export class Browser {
  private readonly jars = new Map<string, Map<string, string>>();

  constructor(private readonly city: TestApp) {}

  /** Asks the program. @param path after `/api/v1` */
  async ask(path: string): Promise<Answer> {
    const answer = await this.city.citizen.get(path, this.cookiesFor('city'));
    this.keep('city', [answer.headers['set-cookie'] ?? []].flat().map(String));
    return answer;
  }

  /** Begins to sign in, and signs in at the provider. @returns where the provider leads back to: path and query after `/api/v1` */
  async signInAtProvider(login: string, returnTo?: string): Promise<string> {
    const begun = await this.ask(`/auth/oidc/login${returnTo === undefined ? '' : `?returnTo=${encodeURIComponent(returnTo)}`}`);
    if (begun.status !== 302) throw new Error(JSON.stringify(begun.body));
    return this.walk(String(begun.headers['location']), login);
  }

  /** The whole way. @returns the answer to the callback */
  async signIn(login: string, returnTo?: string): Promise<Answer> {
    return this.ask(await this.signInAtProvider(login, returnTo));
  }

  /** Follows the provider's pages: its forms are filled in and sent until it leads back. */
  async walk(address: string, login: string): Promise<string> {
    let [next, form]: [string, URLSearchParams | null] = [address, null];
    for (let step = 0; step < 12; step += 1) {
      const response = await this.fetch(next, form);
      const location = response.headers.get('location');
      if (location !== null) {
        if (location.startsWith(CALLBACK)) return location.slice('https://1999.example/api/v1'.length);
        [next, form] = [new URL(location, next).href, null];
        continue;
      }
      [next, form] = formOf(await response.text(), next, login);
    }
    throw new Error(`the provider leads nowhere: ${next}`);
  }

  /** The session, as the browser holds it. */
  get isSignedIn(): boolean {
    return (this.jars.get('city')?.get('__Host-paian_session') ?? '') !== '';
  }

  cookiesFor(site: string): Record<string, string> {
    const cookie = [...(this.jars.get(site) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    return cookie === '' ? {} : { cookie };
  }

  /** Puts a cookie in place of the one there is. */
  put(site: string, name: string, value: string): void {
    this.keep(site, [`${name}=${value}`]);
  }

  private async fetch(address: string, form: URLSearchParams | null): Promise<Response> {
    const site = new URL(address).host;
    const response = await fetch(address, {
      redirect: 'manual',
      headers: this.cookiesFor(site),
      ...(form && { method: 'POST', body: form }),
    });
    this.keep(site, response.headers.getSetCookie());
    return response;
  }

  private keep(site: string, cookies: readonly string[]): void {
    const jar = this.jars.get(site) ?? new Map<string, string>();
    for (const cookie of cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (/max-age=0(;|$)/i.test(cookie) || value === '') jar.delete(name!);
      else jar.set(name!, value!);
    }
    this.jars.set(site, jar);
  }
}

/** The form of a page, filled in. */
function formOf(page: string, address: string, login: string): [string, URLSearchParams] {
  const [, action] = /<form[^>]* action="([^"]+)"/.exec(page) ?? [];
  if (action === undefined) throw new Error(`no form: ${page.slice(0, 2_000)}`);
  const fields = [...page.matchAll(/<input[^>]* name="([^"]+)"(?: value="([^"]*)")?/g)];
  const typed: Record<string, string> = { login, password: 'any' };
  const filledIn = fields.map(([, name, value]): [string, string] => [name!, typed[name!] ?? value ?? '']);
  return [new URL(action, address).href, new URLSearchParams(filledIn)];
}
