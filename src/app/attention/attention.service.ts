import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import { Database } from '../../platform/database/index.ts';
import { type DeadJob, Queues } from '../../platform/queue/index.ts';
import { ATTENTION_KINDS, type AttentionKind, AttentionPolicy, thresholdsAt } from './attention-kinds.ts';
import { type AttentionCursor, AttentionReadModel, type AttentionRow } from './attention.read-model.ts';

/** What waits too long or has failed, as numbers and as the rows behind them. */
@Injectable()
export class Attention {
  constructor(
    private readonly database: Database,
    private readonly rows: AttentionReadModel,
    private readonly queues: Queues,
    private readonly policy: AttentionPolicy,
    private readonly clock: Clock,
  ) {}

  /** In the order of `ATTENTION_KINDS`. */
  async numbers(): Promise<[AttentionKind, number][]> {
    const [stored, dead] = await Promise.all([
      this.rows.count(this.database, thresholdsAt(this.clock.now(), this.policy)),
      this.queues.countDead(),
    ]);
    const all: Record<AttentionKind, number> = { ...stored, JOBS_DEAD: dead };
    return ATTENTION_KINDS.map((kind) => [kind, all[kind]]);
  }

  async number(kind: AttentionKind): Promise<number> {
    return new Map(await this.numbers()).get(kind)!;
  }

  /** The rows behind a number, the oldest first. @param limit rows, one more than a page */
  async list(kind: AttentionKind, after: AttentionCursor | null, limit: number): Promise<AttentionRow[]> {
    if (kind !== 'JOBS_DEAD') {
      return this.rows.list(this.database, kind, thresholdsAt(this.clock.now(), this.policy), { after, limit });
    }
    const dead = (await this.queues.listDead()).map(toRow).sort(inOrder);
    return dead.filter((row) => after === null || inOrder(row, after) > 0).slice(0, limit);
  }
}

const toRow = ({ queue, id, name, attempts, diedAt }: DeadJob): AttentionRow => ({
  id: `${queue}/${id}`,
  caseNo: null,
  since: diedAt,
  detail: `${name}, ${attempts}`,
});

const inOrder = (a: AttentionCursor, b: AttentionCursor): number =>
  a.since.getTime() - b.since.getTime() || (a.id < b.id ? -1 : Number(a.id > b.id));
