import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import { SHARDS, Spool } from '../../platform/ports/index.ts';
import { ForgottenFiles } from './forgotten-file.service.ts';
import { StockTaking } from './stock-taking.service.ts';
import { UnusedUploads } from './unused-upload.service.ts';

const BEAT_MS = 10 * 60_000;
const SHARDS_PER_BEAT = 4;

/** What is done for the files now and then: every ten minutes, and the whole store in eleven hours. */
@Injectable()
export class FileKeeping {
  constructor(
    private readonly unused: UnusedUploads,
    private readonly forgotten: ForgottenFiles,
    private readonly stock: StockTaking,
    private readonly spool: Spool,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    await this.unused.discard();
    await this.forgotten.remove();
    await this.spool.clear();
    const turn = Math.floor(this.clock.now().getTime() / BEAT_MS) % (SHARDS.length / SHARDS_PER_BEAT);
    for (const shard of SHARDS.slice(turn * SHARDS_PER_BEAT, (turn + 1) * SHARDS_PER_BEAT)) await this.stock.take(shard);
  }
}
