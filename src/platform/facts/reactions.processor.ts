import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Database, sql, type Tx } from '../database/index.ts';
import { Handles, type JobHandler } from '../queue/index.ts';
import { FACT_COLUMNS, type FactRow, toStored } from './facts.ts';
import { type Reaction, reactionNamed } from './reaction.ts';
import { REACT } from './reactions.jobs.ts';

/** Runs reactions. Taking the delivery away and reacting are one transaction: however often a job rings, it takes effect once. */
@Injectable()
@Handles(REACT)
export class ReactionsProcessor implements JobHandler<typeof REACT> {
  constructor(
    private readonly database: Database,
    private readonly modules: ModuleRef,
  ) {}

  async handle({ factId, reaction }: { readonly factId: string; readonly reaction: string }): Promise<void> {
    const registered = reactionNamed(reaction);
    if (!registered) throw new Error(`no reaction is called ${reaction}`);
    const handler = this.modules.get<Reaction>(registered.target, { strict: false });
    await this.database.transaction(async (tx) => {
      const fact = await takeDelivery(tx, factId, reaction);
      if (fact) await handler.react(tx, toStored(fact));
    });
  }
}

async function takeDelivery(tx: Tx, factId: string, reaction: string): Promise<FactRow | undefined> {
  const [fact] = await tx.query<FactRow>(sql`
    WITH taken AS (
      DELETE FROM fact_deliveries d
      WHERE d.fact_id = ${factId} AND d.reaction = ${reaction}
      RETURNING d.fact_id
    )
    SELECT ${FACT_COLUMNS}
    FROM facts f
    JOIN taken t ON t.fact_id = f.id`);
  return fact;
}
