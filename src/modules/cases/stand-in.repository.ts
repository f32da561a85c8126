import type { Actor } from '../../kernel/actor.ts';
import { type Db, sql } from '../../platform/database/index.ts';
import { handlerAway } from './domain/standing-in.ts';

/**
 * Somebody who looks at a case, with whose place they take in it: that of whoever handles it and is away, as in what they do to it
 * (`actingOn`); else only where they could not look by themselves.
 */
export async function lookingAt(db: Db, actor: Actor, caseId: string): Promise<Actor> {
  if ((actor.standsInFor ?? []).length === 0) return actor;
  const handlers = await db.query<{ id: string }>(sql`
    SELECT s.handler_id AS id FROM assignments s WHERE s.case_id = ${caseId} AND s.ended_at IS NULL AND s.handler_id IS NOT NULL`);
  const away = handlerAway(
    handlers.map(({ id }) => id),
    actor,
  );
  return { ...actor, onBehalfOf: away ?? actor.onBehalfOf ?? null };
}
