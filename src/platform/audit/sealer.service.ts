import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { inBatches } from '../../kernel/batches.ts';
import type { CivilDate } from '../../kernel/civil-date.ts';
import { CityTime } from '../clock/index.ts';
import { Database, type Tx } from '../database/index.ts';
import { AnchorHash } from './anchor-hash.ts';
import { ChainEnds } from './chain-end.repository.ts';
import { type Anchor, type ChainEnd, ChainRepository, type NewLink, type UnsealedFact } from './chain.repository.ts';
import { EndsTree } from './ends-tree.ts';
import { dataDigest, linkHash } from './link-hash.ts';

const BATCH = 1_000;
/** At one look, which comes every few seconds: what a storm leaves is sealed within the hour, and does not slow the storm's own work. */
const MOST = 2 * BATCH;
const PAGE = 10_000n;
const SALT_BYTES = 16;

/**
 * Seals what happened: every fact becomes a link in the chain of its subject, and once a day an anchor holds all chains. Not where the
 * fact is written, so that nobody waits for a chain: docs/adr/0010.
 */
@Injectable()
export class Sealer {
  private readonly logger = new Logger('Sealer');

  constructor(
    private readonly database: Database,
    private readonly chains: ChainRepository,
    private readonly ends: ChainEnds,
    private readonly time: CityTime,
  ) {}

  /**
   * Seals the oldest committed facts, and anchors the day.
   *
   * @returns how many links were made; one process works at a time, the others make none. There may be more left
   */
  async run(): Promise<number> {
    const sealed = await inBatches(BATCH, () => this.database.transaction((tx) => this.sealBatch(tx)), MOST);
    const anchor = await this.database.transaction((tx) => this.anchor(tx));
    // At a level that production always writes (log-level-check.ts): whoever keeps the log elsewhere can show later that nobody wrote the chains anew.
    if (anchor)
      this.logger.warn(`anchor of ${anchor.day}: ${anchor.links} links through ${anchor.throughNo}, head ${anchor.head}`);
    return sealed;
  }

  private async sealBatch(tx: Tx): Promise<number> {
    if (!(await this.chains.claim(tx))) return 0;
    const facts = await this.chains.waiting(tx, BATCH);
    if (facts.length > 0) await this.chains.insert(tx, linksOf(facts, await this.chains.lastNo(tx)));
    return facts.length;
  }

  /** The first look of a day anchors all that was sealed since the anchor before, and where every chain ends. */
  private async anchor(tx: Tx): Promise<Anchor | null> {
    if (!(await this.chains.claim(tx))) return null;
    const day = this.time.today();
    const before = await this.chains.lastAnchor(tx);
    const last = await this.chains.lastNo(tx);
    if (last === 0n || (before !== null && before.day >= day)) return null;
    const ends = await this.endsThrough(tx, before, last);
    const hash = await this.hashOver(tx, before, last, day);
    const anchor = { day, throughNo: String(last), ends, ...hash.finish(ends) };
    await this.chains.insertAnchor(tx, anchor, this.time.now());
    return anchor;
  }

  /** The first one that holds them begins at the first link: so it holds the ends of chains of before, too. */
  private async endsThrough(tx: Tx, before: Anchor | null, last: bigint): Promise<string> {
    const known = before === null || before.ends === null ? 0n : BigInt(before.throughNo);
    await this.ends.advance(tx, known, last);
    return new EndsTree(await this.ends.parts(tx)).root;
  }

  private async hashOver(tx: Tx, before: Anchor | null, last: bigint, day: CivilDate): Promise<AnchorHash> {
    const hash = new AnchorHash(before?.head ?? null, day);
    for (let after = BigInt(before?.throughNo ?? 0); after < last; after += PAGE) {
      const through = after + PAGE < last ? after + PAGE : last;
      for (const link of await this.chains.hashes(tx, after, through)) hash.add(link);
    }
    return hash;
  }
}

/** Each fact after the end of its subject's chain, or after the fact of the same subject before it. */
function linksOf(facts: readonly UnsealedFact[], lastNo: bigint): NewLink[] {
  const ends = new Map<string, ChainEnd>();
  const salts = randomBytes(SALT_BYTES * facts.length).toString('hex');
  return facts.map((fact, i) => {
    const end = ends.get(fact.subjectId) ?? fact.end;
    const position = (end?.position ?? 0) + 1;
    const salt = salts.slice(2 * SALT_BYTES * i, 2 * SALT_BYTES * (i + 1));
    const digest = dataDigest(fact, salt);
    const hash = linkHash(fact, position, end?.hash ?? null, digest);
    ends.set(fact.subjectId, { position, hash });
    const no = String(lastNo + BigInt(i + 1));
    return { no, subjectId: fact.subjectId, position, factId: fact.id, seq: fact.seq, hash, salt, digest };
  });
}
