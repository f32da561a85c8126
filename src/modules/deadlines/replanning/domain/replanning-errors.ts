import { DomainError } from '../../../../kernel/errors.ts';

export class JobNotFound extends DomainError {
  readonly code = 'job.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '找不到這項工作', en: 'There is no such job' };
}

/** The file itself is the body; nothing else is taken. */
export class CalendarFileMissing extends DomainError {
  readonly code = 'calendar.file_missing';
  readonly refusal = 'invalid';
  readonly text = {
    'zh-TW': '請以 text/csv 傳送行事曆檔案',
    en: 'Send the calendar file itself as the body, as text/csv',
  };
}
