import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database, sql } from '../../../platform/database/index.ts';
import { reachable } from '../case-scope.repository.ts';
import { CaseNotFound } from '../domain/case-errors.ts';
import type { ReplyDraft } from '../domain/reply-draft.ts';
import { ReplyDraftRepository } from './reply-draft.repository.ts';

/** The replies of one case, and who will read them. */
@Injectable()
export class CaseRepliesReadModel {
  constructor(
    private readonly database: Database,
    private readonly drafts: ReplyDraftRepository,
  ) {}

  /** @throws CaseNotFound */
  async ofCase(actor: Actor, caseNo: string): Promise<ReplyDraft[]> {
    const [found] = await this.database.query<{ id: string }>(sql`
      SELECT c.id FROM cases c WHERE c.case_no = ${caseNo}${reachable(actor.scope)}`);
    if (!found) throw new CaseNotFound();
    return this.drafts.list(this.database, found.id);
  }

  /** The languages of those whose petitions a case answers. */
  async languagesOf(caseNo: string): Promise<string[]> {
    const rows = await this.database.query<{ language: string }>(sql`
      SELECT DISTINCT p.language
      FROM cases c
      JOIN case_petitions l ON l.case_id = c.id
      JOIN petitions p ON p.id = l.petition_id
      WHERE c.case_no = ${caseNo}`);
    return rows.map(({ language }) => language);
  }
}
