import type { CivilDate } from '../../../kernel/civil-date.ts';
import { DomainError, type FieldError } from '../../../kernel/errors.ts';
import type { Problem } from '../../../kernel/table.ts';

/** The statistics of the day are finished, and a change would rewrite them. */
export class CalendarDayFinished extends DomainError {
  readonly code = 'calendar.day_finished';
  readonly refusal = 'invalid';
  readonly text = {
    'zh-TW': '該日的統計已經完成，不得再變更行事曆',
    en: 'The statistics of this day are finished; its calendar cannot be changed any more',
  };

  constructor(days: readonly CivilDate[], firstOpenDay: CivilDate) {
    super({ days, firstOpenDay });
  }
}

/** So far ahead nobody announces anything: a mistyped year. */
export class CalendarDayTooFar extends DomainError {
  readonly code = 'calendar.day_too_far';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '日期過於久遠', en: 'The day lies too far ahead' };

  constructor(lastDay: CivilDate) {
    super({ lastDay });
  }
}

/** A calendar file is not a whole year as it is published; every wrong line is named. */
export class CalendarFileInvalid extends DomainError {
  readonly code = 'calendar.file_invalid';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '行事曆檔案內容有誤', en: 'The calendar file has mistakes' };

  constructor(problems: readonly Problem[]) {
    super({ problems: problems.map(({ line, column, reason }) => ({ line, column: column ?? null, reason })) });
  }
}

/** More days than a list answers at once, or none. */
export const badDayRange = (): FieldError => ({
  field: 'to',
  code: 'calendar.bad_range',
  text: { 'zh-TW': '必須不早於 from，且最多涵蓋 366 天', en: 'must not be before `from`, and at most 366 days may be asked for' },
});

/** Nothing would be closed or opened. */
export const outsideOfficeHours = (): FieldError => ({
  field: 'from',
  code: 'calendar.outside_office_hours',
  text: { 'zh-TW': '必須在辦公時間之內', en: 'must lie within the office hours' },
});
