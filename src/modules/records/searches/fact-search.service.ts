import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { nextDay } from '../../../kernel/civil-date.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { CaseSubjects } from '../bundles/case-subject.read-model.ts';
import { assertNarrow, auditSearched, type FactQuestion } from './domain/fact-search.ts';
import { type FactCursor, FactSearchReadModel, type FoundFact } from './fact-search.read-model.ts';

/** Looks something up in the record, and records that somebody did. */
@Injectable()
export class FactSearch {
  constructor(
    private readonly database: Database,
    private readonly rows: FactSearchReadModel,
    private readonly subjects: CaseSubjects,
    private readonly record: Facts,
    private readonly time: CityTime,
  ) {}

  /** @param page from where, and how many rows: one more than a page @throws InvalidInput */
  async find(actor: Actor, question: FactQuestion, page: { after: FactCursor | null; limit: number }): Promise<FoundFact[]> {
    assertNarrow(question, this.time.today());
    const subjectIds = await this.subjectsOf(actor, question);
    const condition = {
      subjectIds,
      actorUsername: question.account,
      type: question.type,
      since: question.from === null ? null : this.time.beginningOf(question.from),
      before: question.to === null ? null : this.time.beginningOf(nextDay(question.to)),
      text: question.text,
      barred: await this.subjects.barred(actor.scope),
    };
    const found = await this.rows.find(this.database, condition, page.after, page.limit);
    await this.database.transaction((tx) => this.record.record(tx, actor, [auditSearched(actor.id, question)]));
    return found;
  }

  /** Of a case that does not exist there is nothing. */
  private async subjectsOf(actor: Actor, { subject, caseNo }: FactQuestion): Promise<readonly string[] | null> {
    if (caseNo === null) return subject === null ? null : [subject];
    const ids = (await this.subjects.find(caseNo, actor.scope))?.subjectIds ?? [];
    return subject === null ? ids : ids.filter((id) => id === subject);
  }
}
