import { Injectable } from '@nestjs/common';
import { PasswordResets, SessionService } from '../modules/identity/index.ts';
import { Clock } from '../platform/clock/index.ts';
import { Database } from '../platform/database/index.ts';
import { IdempotencyKeys } from '../platform/http/index.ts';

/** An answer is remembered for its key at least a day, as the contract promises; two leave room for a weekend's retries. */
const KEYS_KEPT_MS = 48 * 60 * 60 * 1000;

/** Drops what has served its time. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly database: Database,
    private readonly keys: IdempotencyKeys,
    private readonly sessions: SessionService,
    private readonly resets: PasswordResets,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEYS_KEPT_MS);
    await this.database.transaction((tx) => this.keys.forgetBefore(tx, before));
    await this.sessions.run();
    await this.resets.run();
  }
}
