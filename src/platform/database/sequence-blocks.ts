import { Injectable } from '@nestjs/common';
import { Database } from './database.ts';
import { sql } from './sql.ts';

/** How many numbers one look at a sequence reserves: the `INCREMENT BY` of the sequences in the migrations. */
const BLOCK = 20;

/** Numbers from a database sequence, taken a block at a time. Numbers of a block that a stopped process did not use are never used. */
@Injectable()
export class SequenceBlocks {
  private readonly blocks = new Map<string, { next: number; end: number }>();
  private readonly pending = new Map<string, Promise<void>>();

  constructor(private readonly database: Database) {}

  async next(sequence: string): Promise<number> {
    for (;;) {
      const block = this.blocks.get(sequence);
      if (block && block.next < block.end) return block.next++;
      await this.refill(sequence);
    }
  }

  private refill(sequence: string): Promise<void> {
    const running = this.pending.get(sequence);
    if (running) return running;
    const refill = this.database
      .query<{ first: string }>(sql`SELECT nextval(${sequence}::regclass) AS first`)
      .then(([row]) => void this.blocks.set(sequence, { next: Number(row!.first), end: Number(row!.first) + BLOCK }))
      .finally(() => this.pending.delete(sequence));
    this.pending.set(sequence, refill);
    return refill;
  }
}
