import type { DisabledGround } from '../../domain/account-life-facts.ts';
import { type RoleGrant, textOfGrant } from '../../domain/role.ts';
import { AccountOutlived, IllegalAccountState, OwnAccount, OwnRequest } from './account-errors.ts';

export const ACCOUNT_STATES = [
  'REQUESTED', // somebody asked for it, nobody has decided
  'ACTIVE',
  'DISABLED',
  'REJECTED', // it may be asked for again
] as const;

export type AccountState = (typeof ACCOUNT_STATES)[number];

/** An account as administrators see to it. */
export interface ManagedAccount {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly roles: readonly RoleGrant[];
  readonly state: AccountState;
  readonly demonstration: boolean;
  /** False: its holder signs in elsewhere, and by no password. */
  readonly hasPassword: boolean;
  readonly requestedBy: string | null;
  /** Of a temporary account: the instant after its last day. */
  readonly expiresAt: Date | null;
}

/** What an administrator may change of an account. */
export type AccountDetails = Pick<ManagedAccount, 'displayName' | 'email' | 'roles' | 'expiresAt'>;

/** Why an account is disabled. */
export interface Disabling {
  readonly ground: DisabledGround;
  /** In an administrator's words. */
  readonly reason: string | null;
}

/** @throws IllegalAccountState */
export function checkState({ state }: ManagedAccount, ...allowed: readonly AccountState[]): void {
  if (!allowed.includes(state)) throw new IllegalAccountState(state);
}

/** @throws OwnRequest, IllegalAccountState */
export function checkDecision(account: ManagedAccount, actorId: string): void {
  if (account.requestedBy === actorId) throw new OwnRequest();
  checkState(account, 'REQUESTED');
}

/** @throws OwnAccount, IllegalAccountState */
export function checkDisabling(account: ManagedAccount, actorId: string): void {
  if (account.id === actorId) throw new OwnAccount();
  checkState(account, 'ACTIVE');
}

/** @throws OwnAccount, IllegalAccountState, AccountOutlived */
export function checkEnabling(account: ManagedAccount, actorId: string, now: Date): void {
  if (account.id === actorId) throw new OwnAccount();
  checkState(account, 'DISABLED');
  if (account.expiresAt !== null && account.expiresAt <= now) throw new AccountOutlived();
}

/** What an administrator changes. */
export interface AccountChange {
  readonly fields: readonly ('displayName' | 'email' | 'expiresOn')[];
  readonly roles: boolean;
}

/** @throws OwnAccount, IllegalAccountState */
export function decideChange(account: ManagedAccount, wanted: AccountDetails, actorId: string): AccountChange {
  checkState(account, 'ACTIVE', 'DISABLED');
  const lastDay = account.expiresAt?.getTime() !== wanted.expiresAt?.getTime();
  const roles = textOf(account.roles) !== textOf(wanted.roles);
  if ((lastDay || roles) && account.id === actorId) throw new OwnAccount();
  return {
    roles,
    fields: [
      ...(account.displayName === wanted.displayName ? [] : (['displayName'] as const)),
      ...(account.email === wanted.email ? [] : (['email'] as const)),
      ...(lastDay ? (['expiresOn'] as const) : []),
    ],
  };
}

/** Roles as they are compared and written down: in one order, and nothing besides. */
export const plainRoles = (roles: readonly RoleGrant[]): RoleGrant[] =>
  roles
    .map(({ role, agencyCode, districtCode }) => ({
      role,
      agencyCode,
      ...(districtCode !== null && districtCode !== undefined && { districtCode }),
    }))
    .sort((a, b) => (textOfGrant(a) < textOfGrant(b) ? -1 : 1));

const textOf = (roles: readonly RoleGrant[]): string => plainRoles(roles).map(textOfGrant).join(' ');

export const isAdministrator = ({ roles }: Pick<ManagedAccount, 'roles'>): boolean => roles.some(({ role }) => role === 'ADMIN');
