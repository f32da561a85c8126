import { DomainError, type FieldError } from '../../../../kernel/errors.ts';

export class JobNotFound extends DomainError {
  readonly code = 'job.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '找不到這項工作', en: 'There is no such job' };
}

/** Neither a form with a file nor a file itself. */
export class CalendarFileMissing extends DomainError {
  readonly code = 'calendar.file_missing';
  readonly refusal = 'invalid';
  readonly text = {
    'zh-TW': '請以表單欄位 file 上傳行事曆檔案，或以 text/csv 直接傳送',
    en: 'Send the calendar file in the field `file` of a form, or as the body itself, as text/csv',
  };
}

export const unknownDistrict = (): FieldError => ({
  field: 'districtCodes',
  code: 'district.unknown',
  text: { 'zh-TW': '本市沒有這個行政區', en: 'the city has no such district' },
});
