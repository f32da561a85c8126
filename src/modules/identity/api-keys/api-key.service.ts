import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { type FieldError, InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { type Answered, IdempotencyKeys } from '../../../platform/http/index.ts';
import { newToken, tokenHash } from '../../../platform/tokens/index.ts';
import { ApiKeyRepository } from './api-key.repository.ts';
import { type ApiKey, type ApiKeyDraft, ApiKeyNotFound, checkExpiry, type OwnedApiKey } from './domain/api-key.ts';
import { type ApiKeyCreated, apiKeyFact, type ApiKeyRevoked, type ApiKeyRotated } from './domain/api-key-facts.ts';
import { writeKey } from './domain/api-key-text.ts';

const HOUR_MS = 3_600_000;

/** What is told once, and again only without the key itself. */
export interface MadeApiKey {
  readonly id: string;
  /** Null when it was told before. */
  readonly key: string | null;
}

/** The keys of programs, as administrators keep them. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly database: Database,
    private readonly keys: ApiKeyRepository,
    private readonly idempotency: IdempotencyKeys,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  list(): Promise<OwnedApiKey[]> {
    return this.keys.list(this.database);
  }

  /** @throws ApiKeyNotFound */
  async get(id: string): Promise<OwnedApiKey> {
    const found = await this.keys.find(this.database, id);
    if (!found) throw new ApiKeyNotFound();
    return found;
  }

  /**
   * Makes a key. What is remembered for the idempotency key leaves the secret out: nothing that was stored opens anything.
   * @throws InvalidInput, ApiKeyNameTaken
   */
  async create(actor: Actor, draft: ApiKeyDraft, idempotencyKey: string | null): Promise<Answered<MadeApiKey>> {
    return this.idempotency.once<MadeApiKey>(`api-keys:${actor.id}`, idempotencyKey, draft, async (remember) => {
      const now = this.clock.now();
      checkExpiry(draft.expiresAt, now);
      if (!(await this.keys.isOwner(this.database, draft.ownerId))) throw new InvalidInput([NO_OWNER]);
      const key: ApiKey = { ...draft, id: newId(), createdAt: now, lastUsedAt: null, revokedAt: null };
      const secret = newToken();
      await this.database.transaction(async (tx) => {
        await this.keys.insert(tx, key, tokenHash(secret));
        await this.facts.record(tx, actor, [apiKeyFact<ApiKeyCreated>(key.id, 'api_key.created', recorded(draft))]);
        const remembered = remember({ id: key.id, key: null } satisfies MadeApiKey);
        if (remembered) await tx.query(remembered);
      });
      return { id: key.id, key: writeKey({ id: key.id, secret }) };
    });
  }

  /**
   * Another secret for the same key; the one before works a while longer, so that nobody has to be interrupted.
   *
   * @param expiresAt null: as before
   * @throws ApiKeyNotFound, InvalidInput
   */
  async rotate(actor: Actor, id: string, overlapHours: number, expiresAt: Date | null): Promise<MadeApiKey> {
    const now = this.clock.now();
    const found = await this.get(id);
    const ends = expiresAt ?? found.expiresAt;
    checkExpiry(ends, now);
    const secret = newToken();
    const previousUntil = new Date(now.getTime() + overlapHours * HOUR_MS);
    await this.database.transaction(async (tx) => {
      const rotation = { secretHash: tokenHash(secret), previousUntil, expiresAt: ends };
      if (!(await this.keys.rotate(tx, id, rotation))) throw new ApiKeyNotFound();
      const data = { previousUntil: previousUntil.toISOString(), expiresAt: ends.toISOString() };
      await this.facts.record(tx, actor, [apiKeyFact<ApiKeyRotated>(id, 'api_key.rotated', data)]);
    });
    return { id, key: writeKey({ id, secret }) };
  }

  /** Nothing is let in with it any more, within seconds. @throws ApiKeyNotFound */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.keys.revoke(tx, id, this.clock.now()))) throw new ApiKeyNotFound();
      await this.facts.record(tx, actor, [apiKeyFact<ApiKeyRevoked>(id, 'api_key.revoked', {})]);
    });
  }
}

const recorded = ({ ownerId, scopes, agencyCodes, perMinute, expiresAt }: ApiKeyDraft): ApiKeyCreated['data'] => ({
  ownerId,
  scopes,
  agencyCodes,
  perMinute,
  expiresAt: expiresAt.toISOString(),
});

const NO_OWNER: FieldError = {
  field: 'ownerId',
  code: 'account.not_found',
  text: { 'zh-TW': '查無此帳號', en: 'is no account in use' },
};
