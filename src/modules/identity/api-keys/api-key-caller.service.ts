import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { type Settings, SETTINGS_TOKEN } from '../../../platform/config/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { tokenHash } from '../../../platform/tokens/index.ts';
import { RecentSessions } from '../domain/recent-sessions.ts';
import { ApiKeyRepository, type LiveApiKey } from './api-key.repository.ts';
import { machineOf } from './domain/api-key.ts';
import { readKey } from './domain/api-key-text.ts';

/** The last use of a key is written down at most this often. */
const TOUCHED_EVERY_MS = 60_000;

const NOBODYS_HASH = Buffer.alloc(32);

/** Says whose a key is. A key that was just looked up is believed for as long as a session is (docs/adr/0004-session-cache.md). */
@Injectable()
export class ApiKeyCallers {
  private readonly recent = new RecentSessions();

  constructor(
    private readonly database: Database,
    private readonly keys: ApiKeyRepository,
    private readonly clock: Clock,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** Null for what is no key, or an unknown, wrong, expired or revoked one: nobody learns which. */
  async find(text: string): Promise<Caller | null> {
    const key = readKey(text);
    if (key === null) return null;
    const now = this.clock.now();
    const remembered = tokenHash(text).toString('base64');
    const known = this.recent.find(remembered, now);
    if (known) return known;
    const found = await this.keys.findLive(this.database, key.id, now);
    if (!opens(found, tokenHash(key.secret), now) || (found.demonstration && this.settings.production)) return null;
    await this.touch(found, now);
    const caller = machineOf(found);
    this.recent.remember(remembered, caller, now, found.expiresAt);
    return caller;
  }

  private async touch({ id, lastUsedAt }: LiveApiKey, now: Date): Promise<void> {
    if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < TOUCHED_EVERY_MS) return;
    await this.database.transaction((tx) => this.keys.touch(tx, id, now));
  }
}

/** Compares in constant time, also with the key that is not there. */
function opens(key: LiveApiKey | null, hash: Buffer, now: Date): key is LiveApiKey {
  const { secretHash = NOBODYS_HASH, previousHash = null, previousUntil = null } = key ?? {};
  const isPresent = timingSafeEqual(secretHash, hash);
  const isPrevious = timingSafeEqual(previousHash ?? NOBODYS_HASH, hash) && previousUntil !== null && previousUntil > now;
  return key !== null && (isPresent || isPrevious);
}
