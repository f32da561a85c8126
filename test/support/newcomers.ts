import { AccountService } from '../../src/modules/identity/index.ts';
import { type Answer, type Client, keyIn, type TestApp } from './test-app.ts';

export const CHOSEN = 'a bicycle in the rain';

/** What an account is asked for with; the rest is the test's. */
export const HANDLER = {
  displayName: '陳小華',
  email: null,
  roles: [{ role: 'HANDLER', agencyCode: 'TY-RMO' }],
  reason: '新進承辦人',
} as const;

let names = 0;

/** People who are new in a city, each with an account of their own. */
export class Newcomers {
  constructor(private readonly city: TestApp) {}

  static nextName(): string {
    return `newcomer.${(names += 1)}`;
  }

  /** Asks for an account, as the head of the agency unless somebody else is named. */
  async request(difference: object = {}, by = 'supervisor.ty-rmo'): Promise<Answer> {
    return (await this.city.signIn(by)).post('/accounts', { username: Newcomers.nextName(), ...HANDLER, ...difference });
  }

  /** An account that was approved, as `approve` answers it. */
  async approved(difference: object = {}, by = 'supervisor.ty-rmo'): Promise<Answer> {
    const { status, body } = await this.request(difference, by);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return (await this.city.signIn('admin')).post(`/accounts/${body.id as string}/approve`);
  }

  /** Somebody who has chosen their password. */
  async arrived(difference: object = {}, by = 'supervisor.ty-rmo'): Promise<Arrived> {
    const { id, username, initialPassword } = (await this.approved(difference, by)).body;
    const client = await this.city.signIn(username, initialPassword);
    await client.post('/auth/password', { currentPassword: initialPassword, newPassword: CHOSEN });
    return { id, username, client };
  }

  /** An administrator, made at the command line. */
  async administrator(): Promise<Arrived> {
    const username = Newcomers.nextName();
    const id = await this.city.app.get(AccountService).createAdmin({ username, displayName: '另一位管理員', password: CHOSEN });
    return { id, username, client: await this.city.signIn(username, CHOSEN) };
  }

  /** The token of the newest link to choose a password. */
  async tokenOf(email: string, template: 'account-opened' | 'password-reset'): Promise<string> {
    return keyIn(await this.city.letterTo(email, template), 'password');
  }
}

export interface Arrived {
  readonly id: string;
  readonly username: string;
  readonly client: Client;
}
