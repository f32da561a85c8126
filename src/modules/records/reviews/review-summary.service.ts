import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { wallClock } from '../../../kernel/civil-date.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { City } from '../../../platform/config/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Calendars } from '../../calendar/index.ts';
import { AuditReviewReadModel, type SignIn } from './audit-review.read-model.ts';
import { headingOf, monthOf, outOfHours, REVIEW_HEADINGS, type ReviewLine, type ReviewSummary } from './domain/audit-review.ts';

/** Counts what stands out in a month of the record. */
@Injectable()
export class ReviewSummaries {
  constructor(
    private readonly database: Database,
    private readonly rows: AuditReviewReadModel,
    private readonly calendars: Calendars,
    private readonly time: CityTime,
    private readonly city: City,
  ) {}

  /** @param month `YYYY-MM` */
  async of(month: string): Promise<ReviewSummary> {
    const { first, end } = monthOf(month);
    const [since, before] = [this.time.beginningOf(first), this.time.beginningOf(end)];
    const doings = await this.rows.doings(this.database, since, before);
    const signIns = await this.rows.signIns(this.database, since, before);
    const lines = [
      ...doings.flatMap(({ byAdministrator, ...doing }): ReviewLine[] => {
        const heading = headingOf(doing.type, byAdministrator);
        return heading === null ? [] : [{ heading, ...doing }];
      }),
      ...outOfHours(signIns.filter(({ at }) => !this.isOfficeDay(at))),
    ].sort((a, b) => REVIEW_HEADINGS.indexOf(a.heading) - REVIEW_HEADINGS.indexOf(b.heading) || b.count - a.count);
    const csv = this.csvOf(lines);
    const digest = createHash('sha256').update(csv).digest('hex');
    return { month, takenAt: this.time.now(), over: this.time.today() >= end, lines, csv, digest };
  }

  /** From the office's opening to its closing on a day on which it opens; the pause at noon belongs to the day. */
  private isOfficeDay(at: SignIn['at']): boolean {
    const { day, minute } = wallClock(at, this.city.timeZone);
    const spans = this.calendars.current().officeSpans(day);
    return spans.length > 0 && spans[0]!.from <= minute && minute <= spans.at(-1)!.to;
  }

  /** A name that begins like a formula must not become one in a spreadsheet. */
  private csvOf(lines: readonly ReviewLine[]): string {
    const columns = ['heading', 'type', 'username', 'display_name', 'count', 'first', 'last'];
    const rows = lines.map(({ heading, type, username, displayName, count, first, last }) => [
      ...[heading, type, username ?? '', displayName],
      ...[String(count), this.time.write(first), this.time.write(last)],
    ]);
    return stringify([columns, ...rows], { escape_formulas: true });
  }
}
