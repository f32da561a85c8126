import { Injectable } from '@nestjs/common';
import { FileKeeping } from '../modules/files/index.ts';
import { PasswordResets, SessionService } from '../modules/identity/index.ts';
import { IdempotencyKeys } from '../platform/http/index.ts';

/** Drops what has served its time. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly sessions: SessionService,
    private readonly resets: PasswordResets,
    private readonly files: FileKeeping,
  ) {}

  async run(): Promise<void> {
    await this.keys.run();
    await this.sessions.run();
    await this.resets.run();
    await this.files.run();
  }
}
