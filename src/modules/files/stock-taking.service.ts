import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import { Database } from '../../platform/database/index.ts';
import { FileStore } from '../../platform/ports/index.ts';
import { AttachmentReadModel } from './attachment.read-model.ts';
import { AttachmentRepository } from './attachment.repository.ts';
import { isLeftOver, isStray } from './domain/left-over.ts';

/** Compares the store with the rows, a shard at a time. */
@Injectable()
export class StockTaking {
  private readonly logger = new Logger('Files');

  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentRepository,
    private readonly reader: AttachmentReadModel,
    private readonly store: FileStore,
    private readonly clock: Clock,
  ) {}

  /** Removes files that crashes left without a row, and notes rows whose file is missing or of another length. */
  async take(shard: string): Promise<void> {
    const rows = await this.reader.keptIn(this.database, shard); // first: a row is written when its file is there
    const files = new Map((await this.store.list(shard)).map((file) => [file.key, file]));
    const isThere = ({ id, bytes }: { readonly id: string; readonly bytes: number }): boolean => files.get(id)?.bytes === bytes;
    const missing = rows.filter((row) => !row.missing && !isThere(row));
    const back = rows.filter((row) => row.missing && isThere(row));
    if (missing.length + back.length > 0) await this.note(missing, back);
    await this.clear([...files.values()].filter(({ key }) => !rows.some(({ id }) => id === key)));
  }

  private async note(missing: readonly { readonly id: string }[], back: readonly { readonly id: string }[]): Promise<void> {
    const [gone, there] = [missing, back].map((rows) => rows.map(({ id }) => id)) as [string[], string[]];
    await this.database.transaction((tx) => this.attachments.noteMissing(tx, gone, there, this.clock.now()));
    if (gone.length > 0) this.logger.warn(`${gone.length} attachments are not in the store: see FILES_MISSING`);
  }

  private async clear(rowless: readonly { readonly key: string; readonly at: Date }[]): Promise<void> {
    const now = this.clock.now();
    const known = await this.reader.known(
      this.database,
      rowless.map(({ key }) => key),
    );
    const unknown = rowless.filter(({ key }) => !known.has(key));
    for (const { key } of unknown.filter(({ at }) => isLeftOver(at, now))) await this.store.remove(key);
    const strays = unknown.filter(({ at }) => isStray(at, now)).length;
    if (strays > 0)
      this.logger.warn(`${strays} old files are of no attachment: is it another database, or one that was restored?`);
  }
}
