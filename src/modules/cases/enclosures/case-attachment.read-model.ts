import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import type { FileKind } from '../../../kernel/file-kind.ts';
import type { GeoPoint } from '../../../kernel/geo-point.ts';
import { Database, type Sql, sql } from '../../../platform/database/index.ts';
import type { AttachmentOrigin } from '../../files/index.ts';
import { isSecret } from '../../petitions/index.ts';
import { accessTo, ownHand, reachable } from '../case-scope.repository.ts';
import type { CaseAccess } from '../domain/case-access.ts';
import { CaseNotFound } from '../domain/case-errors.ts';
import { withMerged } from '../merging/merge.repository.ts';
import { isSecretShown } from '../reveals/reveal.repository.ts';

/** An attachment as those who work on its case see it. */
export interface CaseAttachment {
  readonly id: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly name: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly takenAt: Date | null;
  readonly position: GeoPoint | null;
  readonly origin: AttachmentOrigin;
  readonly petitionNo: string | null;
  readonly linkedAt: Date;
  readonly public: boolean;
  /** Whether it came from somebody of whom custodians alone may know, and who that is is not shown to whoever looks. */
  readonly withheld: boolean;
}

/** The same with its case. */
export interface FoundAttachment extends Pick<CaseAttachment, 'id' | 'kind' | 'name' | 'origin' | 'withheld'> {
  readonly caseNo: string;
  readonly caseId: string;
}

interface FoundCase {
  readonly id: string;
  readonly merged: boolean;
  readonly confidential: boolean;
  readonly access: CaseAccess;
}

/** What a petitioner sent, with the petition or later. */
const OF_PETITIONERS: readonly AttachmentOrigin[] = ['PETITION', 'SUPPLEMENT'];

interface FoundRow extends FoundAttachment, Handed {
  readonly access: CaseAccess;
}

/** A row as it is read, by which it is judged whether somebody reads it who does not work on the case. */
interface Handed {
  readonly origin: AttachmentOrigin;
  readonly uploadedBy: string | null;
  readonly linkedAt: Date;
}

/**
 * Whether custodians alone may know of anybody whose petition a case answers, or answered until it was merged: of a file that is the case's
 * nobody knows which petitioner sent it.
 */
const answersASecret = (caseId: Sql): Sql => sql`EXISTS (
  ${withMerged(caseId)}
  SELECT 1
  FROM case_petitions p
  JOIN petitions t ON t.id = p.petition_id
  JOIN cases k ON k.id = p.case_id
  WHERE (p.case_id = ${caseId} OR p.came_from_case_id IN (SELECT m.id FROM merged m)) AND ${isSecret(sql`t`, sql`k`)})`;

/**
 * The attachments of cases, for those who may see the case. What a petitioner sent, which may say who they are, is for those who work on it;
 * who answers for its category gets what the agencies brought, and who worked on it before what they brought themselves.
 */
@Injectable()
export class CaseAttachmentReadModel {
  constructor(private readonly database: Database) {}

  /** The oldest first. @throws CaseNotFound */
  async list(actor: Actor, caseNo: string, at: Date): Promise<CaseAttachment[]> {
    const [of] = await this.database.query<FoundCase>(sql`
      SELECT c.id, c.merged_into_id IS NOT NULL AS merged, c.confidential, ${accessTo(actor.scope)} AS access
      FROM cases c
      WHERE c.case_no = ${caseNo}${reachable(actor.scope, 'CATEGORY_OWNER', 'FORMER')}`);
    if (!of) throw new CaseNotFound();
    const rows = await this.rowsOf(actor, of, at);
    return rows.filter(await this.handedTo(actor, of.access, of.id)).map(({ uploadedBy: _, ...attachment }) => attachment);
  }

  private rowsOf(actor: Actor, of: FoundCase, at: Date): Promise<(CaseAttachment & Handed)[]> {
    const answered = of.merged
      ? sql`p.came_from_case_id IN (SELECT m.id FROM merged m)` // another case answers its petitions now
      : sql`p.case_id = ${of.id}`;
    return this.database.query<CaseAttachment & Handed>(sql`${of.merged ? withMerged(of.id) : sql``}
      SELECT a.id, a.kind, a.bytes, a.name, a.width, a.height, a.taken_at AS "takenAt",
        CASE WHEN a.lat IS NOT NULL THEN jsonb_build_object('lat', a.lat, 'lng', a.lng) END AS position,
        x.origin, x.petition_no AS "petitionNo", a.uploaded_by AS "uploadedBy", x.linked_at AS "linkedAt", x.public_at IS NOT NULL AS public,
        x.origin IN ('PETITION', 'SUPPLEMENT') AND (${of.confidential} OR x.secret)
          AND NOT ${isSecretShown(sql`x.petition_id`, sql`${of.id}`, actor.id, at)} AS withheld
      FROM (
        SELECT l.*, t.petition_no, ${isSecret(sql`t`, sql`k`)} AS secret
        FROM case_petitions p
        JOIN cases k ON k.id = p.case_id
        JOIN petitions t ON t.id = p.petition_id
        JOIN attachment_links l ON l.petition_id = p.petition_id
        WHERE ${answered}
        UNION ALL
        SELECT l.*, NULL, ${answersASecret(sql`${of.id}`)} FROM attachment_links l WHERE l.case_id = ${of.id}
      ) x
      JOIN attachments a ON a.id = x.attachment_id
      WHERE a.forgotten_at IS NULL
      ORDER BY x.linked_at, a.id`);
  }

  /** An attachment of a case that somebody may see; null: there is none, or it is not theirs to see. */
  async find(actor: Actor, attachmentId: string, at: Date): Promise<FoundAttachment | null> {
    const [row] = await this.database.query<FoundRow>(sql`
      SELECT a.id, a.kind, a.name, l.origin, c.case_no AS "caseNo", c.id AS "caseId", ${accessTo(actor.scope)} AS access,
        a.uploaded_by AS "uploadedBy", l.linked_at AS "linkedAt",
        l.origin IN ('PETITION', 'SUPPLEMENT') AND (c.confidential OR coalesce(${isSecret(sql`t`, sql`k`)}, ${answersASecret(sql`l.case_id`)}))
          AND NOT ${isSecretShown(sql`l.petition_id`, sql`c.id`, actor.id, at)} AS withheld
      FROM attachment_links l
      JOIN attachments a ON a.id = l.attachment_id
      LEFT JOIN case_petitions p ON p.petition_id = l.petition_id
      LEFT JOIN petitions t ON t.id = l.petition_id
      LEFT JOIN cases k ON k.id = p.case_id
      JOIN cases c ON c.id IN (l.case_id, p.case_id, p.came_from_case_id)
      WHERE l.attachment_id = ${attachmentId} AND a.forgotten_at IS NULL${reachable(actor.scope, 'CATEGORY_OWNER', 'FORMER')}
      ORDER BY ${accessTo(actor.scope)} = 'FULL' DESC, c.opened_at
      LIMIT 1`);
    if (!row) return null;
    const { access, uploadedBy: _, linkedAt: __, ...found } = row;
    return (await this.handedTo(actor, access, found.caseId))(row) ? found : null;
  }

  /** Which files of a case are for somebody who reads it in this way. */
  private async handedTo({ scope }: Actor, access: CaseAccess, caseId: string): Promise<(file: Handed) => boolean> {
    if (access === 'FULL') return () => true;
    const own = access === 'FORMER' ? await ownHand(this.database, scope, caseId) : () => true;
    return ({ origin, uploadedBy, linkedAt }) => !OF_PETITIONERS.includes(origin) && own(uploadedBy, linkedAt);
  }
}
