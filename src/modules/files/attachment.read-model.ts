import { Injectable } from '@nestjs/common';
import { type Db, join, sql } from '../../platform/database/index.ts';
import type { FileKind } from '../../kernel/file-kind.ts';
import type { AttachmentOrigin } from './domain/attachment.ts';

/** What the citizen may have of a case, from an instant on; null: all of it. */
export interface PublicStage {
  readonly caseId: string;
  readonly since: Date | null;
}

/** An attachment that the citizen may have. */
export interface PublicAttachment {
  readonly id: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly name: string;
  readonly origin: AttachmentOrigin;
  readonly publicAt: Date;
}

/** What the store should hold. */
export interface KeptFile {
  readonly id: string;
  readonly bytes: number;
  readonly missing: boolean;
}

@Injectable()
export class AttachmentReadModel {
  /** What went out with replies and public notes, the oldest first. */
  async publicOf(db: Db, stages: readonly PublicStage[]): Promise<PublicAttachment[]> {
    if (stages.length === 0) return [];
    const of = stages.map(({ caseId, since }) =>
      since === null ? sql`(l.case_id = ${caseId})` : sql`(l.case_id = ${caseId} AND l.public_at >= ${since})`,
    );
    return db.query<PublicAttachment>(sql`
      SELECT a.id, a.kind, a.bytes, a.name, l.origin, l.public_at AS "publicAt"
      FROM attachment_links l
      JOIN attachments a ON a.id = l.attachment_id
      WHERE l.public_at IS NOT NULL AND a.forgotten_at IS NULL AND (${join(of, ' OR ')})
      ORDER BY l.public_at, a.id`);
  }

  /** @param shard the first two digits of their ids */
  async keptIn(db: Db, shard: string): Promise<KeptFile[]> {
    const [from, to] = [`${shard}000000-0000-0000-0000-000000000000`, `${shard}ffffff-ffff-ffff-ffff-ffffffffffff`];
    return db.query<KeptFile>(sql`
      SELECT a.id, a.bytes, a.missing_since IS NOT NULL AS missing
      FROM attachments a
      WHERE a.id BETWEEN ${from}::uuid AND ${to}::uuid AND a.forgotten_at IS NULL`);
  }

  /** Which of these have a row. */
  async known(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await db.query<{ id: string }>(sql`SELECT a.id FROM attachments a WHERE a.id = ANY(${[...ids]}::uuid[])`);
    return new Set(rows.map(({ id }) => id));
  }
}
