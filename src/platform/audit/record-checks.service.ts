import { Injectable, Logger } from '@nestjs/common';
import { inBatches } from '../../kernel/batches.ts';
import { CityTime } from '../clock/index.ts';
import { Database, type Tx } from '../database/index.ts';
import { ChainReadModel } from './chain.read-model.ts';
import { ChainRepository } from './chain.repository.ts';
import { type RecordCheck, RecordCheckRepository } from './record-check.repository.ts';
import { checkStretch, looseText } from './stretch-check.ts';

const BATCH = 1_000;
/** At one look, which comes every minute: 28 million a day. */
const MOST = 20 * BATCH;
/** So much of all that there is is looked at again on each day. A round takes a day more, and up to two weeks while the record is young and grows fast. */
const ROUND_DAYS = 7n;

/**
 * Checks the record while the city works: every day what is new, and a seventh of everything, a batch at a time, so that a process that
 * stops loses no more than one. `audit:verify` does the same at once.
 */
@Injectable()
export class RecordChecks {
  private readonly logger = new Logger('RecordChecks');

  constructor(
    private readonly database: Database,
    private readonly checks: RecordCheckRepository,
    private readonly reader: ChainReadModel,
    private readonly chains: ChainRepository,
    private readonly time: CityTime,
  ) {}

  /** @returns how many links were checked; one process works at a time. There may be more left */
  run(): Promise<number> {
    return inBatches(BATCH, () => this.database.transaction((tx) => this.checkBatch(tx)), MOST);
  }

  private async checkBatch(tx: Tx): Promise<number> {
    if (!(await this.checks.claim(tx))) return 0;
    const check = (await this.checks.unfinished(tx)) ?? (await this.begin(tx));
    if (check === null) return 0;
    const [after, end] = [BigInt(check.doneNo), BigInt(check.throughNo)];
    const through = after + BigInt(BATCH) < end ? after + BigInt(BATCH) : end;
    const found = await checkStretch(tx, this.reader, this.chains, { after, through });
    if (through === end) found.push(...(await this.loose(tx, check)));
    const breaks = check.breaks + found.length;
    await this.checks.save(
      tx,
      { ...check, doneNo: String(through), breaks, firstBreak: check.firstBreak ?? found[0] ?? null },
      this.time.now(),
    );
    for (const text of found) this.logger.error(`the record is broken: ${text}`);
    return Number(through - after);
  }

  /** What has no link: facts that vanished are looked for every day, and those that came from elsewhere when a round ends, for that takes a look at every fact. */
  private async loose(tx: Tx, { kind, throughNo }: RecordCheck): Promise<string[]> {
    if (kind === 'NEW') return looseText(await this.reader.vanished(tx), 'removed before it was sealed');
    const newest = await this.checks.latest(tx, 'NEW');
    if (throughNo !== newest?.afterNo) return [];
    return looseText(await this.reader.strangers(tx), 'put in by somebody else than the program');
  }

  /** What there is to check today; null when it is done, or there is nothing. */
  private async begin(tx: Tx): Promise<RecordCheck | null> {
    const day = this.time.today();
    const [newest, again] = [await this.checks.latest(tx, 'NEW'), await this.checks.latest(tx, 'AGAIN')];
    const known = BigInt(newest?.throughNo ?? 0);
    const last = max(await this.chains.lastNo(tx), known); // a record that is shorter than it was is not a shorter record
    if (last === 0n || (newest !== null && newest.day >= day)) return null;
    await this.checks.insert(tx, stretch(day, 'NEW', known, last), this.time.now());
    const reached = BigInt(again?.throughNo ?? 0);
    const from = reached >= known ? 0n : reached; // what is new is not looked at twice on one day
    const share = (known + ROUND_DAYS - 1n) / ROUND_DAYS;
    if (known > 0n) await this.checks.insert(tx, stretch(day, 'AGAIN', from, min(known, from + share)), this.time.now());
    return this.checks.unfinished(tx);
  }
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

const stretch = (day: RecordCheck['day'], kind: RecordCheck['kind'], after: bigint, through: bigint): RecordCheck => ({
  ...{ day, kind, afterNo: String(after), throughNo: String(through), doneNo: String(after) },
  ...{ breaks: 0, firstBreak: null },
});
