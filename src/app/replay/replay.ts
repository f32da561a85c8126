import { type Answer, type CaseServer, ServerGone } from './case-server.ts';
import type { CaseRecord } from './case-file.ts';
import type { Progress } from './progress.ts';
import type { RejectFile } from './reject-file.ts';
import { type Mapped, type RowReference, toPetition } from './row-to-petition.ts';
import type { RowResult, Tally } from './tally.ts';

export interface ReplayPlan {
  readonly records: AsyncGenerator<CaseRecord>;
  readonly reference: RowReference;
  /** Requests in flight at once. */
  readonly concurrency: number;
  /** Null: all rows. */
  readonly limit: number | null;
  /** Null: as fast as possible. */
  readonly speed: number | null;
}

export interface ReplayPorts {
  readonly server: Pick<CaseServer, 'register'>;
  readonly tally: Tally;
  readonly rejects: Pick<RejectFile, 'write'>;
  readonly progress: Pick<Progress, 'update'>;
  /** Milliseconds since the replay began. */
  readonly elapsedMs: () => number;
  /** Waits; ends early when the replay is stopped. */
  readonly pause: (ms: number) => Promise<void>;
  /** Aborted when somebody wants the replay to stop; what is under way is finished. */
  readonly stop: AbortSignal;
}

/** A row and its turn. */
interface Turn {
  readonly record: CaseRecord;
  readonly mapped: Mapped | null;
  readonly done: number;
}

/**
 * Sends the records of a case file, several at once, and counts what becomes of each.
 *
 * @returns why it ended before the last row; null when it did not
 */
export async function replay(plan: ReplayPlan, ports: ReplayPorts): Promise<string | null> {
  const turns = turnsOf(plan, ports);
  const ended: { why: string | null } = { why: null };
  const lane = async (): Promise<void> => {
    for (let next = await turns.next(); !next.done && ended.why === null; next = await turns.next()) {
      await settle(next.value, ports);
    }
  };
  const lanes = Array.from({ length: plan.concurrency }, () =>
    lane().catch((error: unknown) => {
      ended.why ??= (error as Error).message; // for the other lanes too
      if (!(error instanceof ServerGone)) throw error;
    }),
  );
  await Promise.all(lanes).finally(() => plan.records.return(undefined));
  return ended.why ?? (ports.stop.aborted ? 'it was interrupted' : null);
}

/** The rows in their order, each when its time has come. */
async function* turnsOf({ records, reference, limit, speed }: ReplayPlan, ports: ReplayPorts): AsyncGenerator<Turn> {
  let rows = 0;
  const begun: Date[] = []; // the first row's time
  for await (const record of records) {
    const mapped = record.unreadable === null ? toPetition(record.cell, reference) : null;
    if (mapped?.ok && speed !== null) {
      if (begun.length === 0) begun.push(mapped.receivedAt);
      await ports.pause(waitFor(mapped.receivedAt, begun[0]!, speed, ports.elapsedMs()));
    }
    if (ports.stop.aborted) return;
    rows += 1;
    yield { record, mapped, done: limit === null ? record.position : rows / limit };
    if (rows === limit) return;
  }
}

/**
 * Milliseconds until the turn of a row in a replay in rhythm; 0 for one that is late or earlier than the row before it.
 *
 * @param speed how many times faster than it happened
 */
export const waitFor = (at: Date, first: Date, speed: number, elapsedMs: number): number =>
  Math.max(0, (at.getTime() - first.getTime()) / speed - elapsedMs);

async function settle({ record, mapped, done }: Turn, { server, tally, rejects, progress }: ReplayPorts): Promise<void> {
  const result = await resultOf(record, mapped, server);
  tally.add(record.line, result);
  if (result.kind === 'REJECTED' || result.kind === 'FAILED') rejects.write(record, result);
  progress.update(done, tally);
}

async function resultOf(record: CaseRecord, mapped: Mapped | null, server: ReplayPorts['server']): Promise<RowResult> {
  if (mapped === null) return { kind: 'REJECTED', code: 'row.unreadable', reason: record.unreadable?.reason ?? '' };
  if (!mapped.ok) return { kind: 'REJECTED', code: mapped.code, reason: mapped.reason };
  const answer: Answer = await server.register(mapped.petition, mapped.idempotencyKey);
  return answer.kind === 'TAKEN_IN' ? { ...answer, mapped } : answer;
}
