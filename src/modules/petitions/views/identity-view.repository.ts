import { Injectable } from '@nestjs/common';
import { type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import type { IdentityView } from '../domain/petition-facts.ts';

@Injectable()
export class IdentityViewRepository {
  /** @returns those that had not been written before */
  async add(tx: Tx, accountId: string, views: readonly IdentityView[], at: Date): Promise<IdentityView[]> {
    return tx.query<IdentityView>(sql`
      INSERT INTO identity_views (account_id, petition_id, ground_id, ground, viewed_at)
      SELECT ${accountId}, v.petition_id, v.ground_id, v.ground, ${at}
      FROM ${listed(views)}
      ORDER BY v.petition_id, v.ground_id
      ON CONFLICT DO NOTHING
      RETURNING petition_id AS "petitionId", ground_id AS "groundId", ground`);
  }

  /** The same for a machine of the city. @returns those that had not been written before */
  async addOfMachine(tx: Tx, machine: string, views: readonly IdentityView[], at: Date): Promise<IdentityView[]> {
    return tx.query<IdentityView>(sql`
      INSERT INTO machine_views (machine, petition_id, ground_id, ground, viewed_at)
      SELECT ${machine}, v.petition_id, v.ground_id, v.ground, ${at}
      FROM ${listed(views)}
      ORDER BY v.petition_id, v.ground_id
      ON CONFLICT DO NOTHING
      RETURNING petition_id AS "petitionId", ground_id AS "groundId", ground`);
  }
}

const listed = (views: readonly IdentityView[]): Sql => sql`unnest(${views.map(({ petitionId }) => petitionId)}::uuid[],
  ${views.map(({ groundId }) => groundId)}::uuid[], ${views.map(({ ground }) => ground)}::text[]) AS v (petition_id, ground_id, ground)`;
