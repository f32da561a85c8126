import { SYSTEM } from '../../kernel/actor.ts';
import { errorCode } from '../../kernel/startup-error.ts';
import { type Clock, SimulatedClock, SystemClock } from '../../platform/clock/index.ts';
import type { Settings } from '../../platform/config/index.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, type Tx } from '../../platform/database/index.ts';
import { type Fact, Facts, RelaySignal } from '../../platform/facts/index.ts';
import { SimulatedClockRepository } from '../simulated-clock.repository.ts';
import { backupMade, backupRestored, backupTried } from './backup-facts.ts';
import { type BackupRecord, BackupRepository } from './backup.repository.ts';

/** How a trial ended. */
export interface Trial {
  readonly sound: boolean;
  readonly problems: number;
}

/** Writes into a city's own record what was done with its backups. */
export class BackupBook {
  private readonly backups = new BackupRepository();

  private constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens the book of a database for one entry.
   *
   * @returns null when it was written; otherwise why it could not be, in one word: that is never a reason to lose the backup
   */
  static async note(
    url: string,
    { simulatedClock }: Settings,
    entry: (book: BackupBook) => Promise<void>,
  ): Promise<string | null> {
    try {
      const database = new Database(await createDataSource({ url, pool: 1 }).initialize());
      try {
        await entry(new BackupBook(database, await cityClock(database, simulatedClock)));
        return null;
      } finally {
        await database.onApplicationShutdown();
      }
    } catch (error) {
      return errorCode(error);
    }
  }

  made(backup: BackupRecord): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { id, name, bytes, sha256 } = backup;
      await this.backups.insert(tx, { ...backup, madeAt: this.clock.now() });
      await this.record(tx, backupMade(id, { name, bytes, sha256 }));
    });
  }

  /** Not of a backup that another database made: its own is told when the trial is repeated there. */
  tried({ id, name }: BackupRecord, { sound, problems }: Trial): Promise<void> {
    return this.database.transaction(async (tx) => {
      const ours = await this.backups.noteTrial(tx, id, sound, this.clock.now());
      if (!ours) throw new Error('it is a backup of another database');
      await this.record(tx, backupTried(id, { name, sound, problems }));
    });
  }

  /** A restored database does not know the backup that it was made from: that was noted after it. */
  restored(backup: BackupRecord): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { id, name, madeAt, sha256 } = backup;
      await this.backups.insert(tx, backup);
      await this.record(tx, backupRestored(id, { name, madeAt: madeAt.toISOString(), sha256 }));
    });
  }

  private record(tx: Tx, fact: Fact): Promise<void> {
    return new Facts(this.clock, new RelaySignal()).record(tx, SYSTEM, [fact]);
  }
}

async function cityClock(database: Database, simulated: boolean): Promise<Clock> {
  if (!simulated) return new SystemClock();
  const clock = new SimulatedClock();
  const ahead = await new SimulatedClockRepository().load(database);
  clock.advanceTo(new Date(clock.now().getTime() + ahead));
  return clock;
}
