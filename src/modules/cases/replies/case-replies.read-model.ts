import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database, sql } from '../../../platform/database/index.ts';
import { accessTo, ownHand, reachable } from '../case-scope.repository.ts';
import type { CaseAccess } from '../domain/case-access.ts';
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

  /** Those who worked on the case before read what they wrote themselves. @throws CaseNotFound */
  async ofCase({ scope }: Actor, caseNo: string): Promise<ReplyDraft[]> {
    const [found] = await this.database.query<{ id: string; access: CaseAccess }>(sql`
      SELECT c.id, ${accessTo(scope)} AS access
      FROM cases c
      WHERE c.case_no = ${caseNo}${reachable(scope, 'CATEGORY_OWNER', 'FORMER')}`);
    if (!found) throw new CaseNotFound();
    const drafts = await this.drafts.list(this.database, found.id);
    if (found.access !== 'FORMER') return drafts;
    const own = await ownHand(this.database, scope, found.id);
    return drafts.filter(({ submittedBy, submittedAt }) => own(submittedBy.id, submittedAt)).map(undecided);
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

/** What was decided about a reply is not of the hand that wrote it. */
const undecided = (draft: ReplyDraft): ReplyDraft => ({ ...draft, decisions: [] });
