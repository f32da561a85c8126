import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel/errors.ts';
import { Database, pendingMigrations } from '../platform/database/index.ts';
import { Queues } from '../platform/queue/index.ts';

/** Something that every request needs is away. */
export class NotReady extends DomainError {
  readonly code = 'service.not_ready';
  readonly refusal = 'unavailable';
  readonly text = { 'zh-TW': '系統尚未就緒', en: 'The service is not ready' };
}

/** Whether the process can do its work. */
@Injectable()
export class Readiness {
  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
  ) {}

  /** @throws NotReady that names what is missing */
  async check(): Promise<void> {
    const [database, queue, migrations] = await Promise.all([
      answers(this.database.ping()),
      answers(this.queues.ping()),
      answers(pendingMigrations(this.database).then((pending) => assertNone(pending))),
    ]);
    if (!database || !queue || !migrations) throw new NotReady({ checks: { database, queue, migrations }, retryAfterSeconds: 2 });
  }
}

function assertNone(pending: readonly string[]): void {
  if (pending.length > 0) throw new Error(`not migrated: ${pending.join(', ')}`);
}

const PATIENCE_MS = 2_000;

async function answers(question: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      fail(new Error('no answer'));
    }, PATIENCE_MS);
  });
  try {
    await Promise.race([question, late]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
