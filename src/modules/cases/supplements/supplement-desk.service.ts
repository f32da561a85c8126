import { Injectable } from '@nestjs/common';
import { addDays, instantAt } from '../../../kernel/civil-date.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Calendars } from '../../calendar/index.ts';
import { TimeLimitPolicies, Catalog, pausesClock } from '../../catalog/index.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import { SupplementReadModel } from './supplement.read-model.ts';

/** An answer may come until this minute of its last day. */
const LAST_MINUTE = 24 * 60 - 1;

/** Makes commands of questions and answers (補正). */
@Injectable()
export class SupplementDesk {
  constructor(
    private readonly policies: TimeLimitPolicies,
    private readonly catalog: Catalog,
    private readonly calendars: Calendars,
    private readonly time: CityTime,
    private readonly reader: SupplementReadModel,
  ) {}

  /** @param replyWithinDays calendar days; today is day 0 */
  async request(caseNo: string, question: string, replyWithinDays: number): Promise<CaseCommand> {
    const lastDay = addDays(this.time.today(), replyWithinDays);
    const replyBy = instantAt(lastDay, LAST_MINUTE, this.calendars.current().timeZone);
    return {
      ...{ type: 'request-supplement', question, replyBy, pauses: (categoryCode) => this.pauses(categoryCode) },
      reachesSomebody: await this.reader.reachesSomebody(caseNo),
    };
  }

  receive(text: string, attachmentIds: readonly string[]): Extract<CaseCommand, { type: 'receive-supplement' }> {
    return { type: 'receive-supplement', text, attachmentIds, calendar: this.calendars.current() };
  }

  private pauses(categoryCode: string | null): boolean {
    const category = categoryCode === null ? undefined : this.catalog.find(categoryCode);
    return pausesClock(this.policies.supplements, category ?? null);
  }
}
