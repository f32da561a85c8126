import type { Fact } from '../../../../kernel/fact.ts';

/** `expiresAt` as an instant of RFC 3339; `agencyCodes` null: the whole city. */
export type ApiKeyCreated = Fact<
  'api_key.created',
  {
    readonly ownerId: string;
    readonly scopes: readonly string[];
    readonly agencyCodes: readonly string[] | null;
    readonly perMinute: number;
    readonly expiresAt: string;
  }
>;
/** `previousUntil`: until then the secret before works as well. */
export type ApiKeyRotated = Fact<'api_key.rotated', { readonly previousUntil: string; readonly expiresAt: string }>;
export type ApiKeyRevoked = Fact<'api_key.revoked'>;

type ApiKeyFact = ApiKeyCreated | ApiKeyRotated | ApiKeyRevoked;

export const apiKeyFact = <F extends ApiKeyFact>(id: string, type: F['type'], data: F['data']): F =>
  ({ type, subject: { kind: 'api_key', id }, data }) as F;
