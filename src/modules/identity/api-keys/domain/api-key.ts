import type { Caller, Scope } from '../../../../kernel/actor.ts';
import { DomainError, type FieldError, InvalidInput } from '../../../../kernel/errors.ts';
import type { Permission } from '../../domain/permissions.ts';

/**
 * What a program may be allowed to do: to take in, to read what agencies work on, and to work on cases up to the reply, which waits for a
 * person. Not what a person answers for – dispatching, approving, closing, deciding –, not what is kept for each person, and nothing of
 * administrators.
 */
export const MACHINE_PERMISSIONS = [
  'calendar.read',
  'case.accept',
  'case.note',
  'case.read',
  'case.receive_supplement',
  'case.reply',
  'case.supplement',
  'disaster.read',
  'petition.create',
  'precedent.read',
  'reference.read',
  'reminder.read',
  'rerouting.read',
  'routing.explain',
] as const satisfies readonly Permission[];

export type MachinePermission = (typeof MACHINE_PERMISSIONS)[number];

/** What somebody asks for when a key is made. */
export interface ApiKeyDraft {
  readonly name: string;
  /** The account of who answers for it: while nobody may sign in to that, the key opens nothing. */
  readonly ownerId: string;
  readonly scopes: readonly MachinePermission[];
  /** The cases it reaches are those of these agencies; null: of the whole city. */
  readonly agencyCodes: readonly string[] | null;
  readonly perMinute: number;
  readonly expiresAt: Date;
}

export interface ApiKey extends ApiKeyDraft {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** A key as it is listed. */
export interface OwnedApiKey extends ApiKey {
  readonly ownerName: string;
}

export const LONGEST_LIFE_DAYS = 366;
const DAY_MS = 86_400_000;

/** Every key ends. @throws InvalidInput */
export function checkExpiry(expiresAt: Date, now: Date): void {
  const days = (expiresAt.getTime() - now.getTime()) / DAY_MS;
  if (days > 0 && days <= LONGEST_LIFE_DAYS) return;
  const error: FieldError = {
    field: 'expiresAt',
    code: 'api_key.expiry',
    text: { 'zh-TW': '須在一年之內到期', en: 'must be in the future, and at most a year away' },
  };
  throw new InvalidInput([error]);
}

/** A key's holder, as all other code knows callers. */
export function machineOf({ id, name, scopes, agencyCodes, perMinute }: ApiKey): Caller {
  const scope: Scope = agencyCodes === null ? { all: true } : { all: false, agencyCodes };
  const known = scopes.filter((permission) => MACHINE_PERMISSIONS.includes(permission)); // a later version may allow less
  return {
    kind: 'MACHINE',
    id,
    name,
    username: '',
    roles: [],
    permissions: new Map(known.map((permission) => [permission, scope])),
    perMinute,
  };
}

/** Missing or revoked before: the answer is the same. */
export class ApiKeyNotFound extends DomainError {
  readonly code = 'api_key.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此金鑰', en: 'There is no such API key' };
}

export class ApiKeyNameTaken extends DomainError {
  readonly code = 'api_key.name_taken';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '已有同名的金鑰', en: 'A key of this name is in use' };
}
