import { type BilingualText, DomainError, type FieldError } from '../../../kernel/errors.ts';

export class DisasterNotFound extends DomainError {
  readonly code = 'disaster.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此災害應變', en: 'There is no such disaster' };
}

/** One at a time: what two of them would change could not be told apart. */
export class DisasterUnderway extends DomainError {
  readonly code = 'disaster.underway';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '已有災害應變進行中，請先結束', en: 'A disaster is underway; end it first' };
}

export class DisasterOver extends DomainError {
  readonly code = 'disaster.over';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '此災害應變已經結束', en: 'This disaster is over already' };
}

const SHOWN = 5;
const listed = (codes: readonly string[]): string => codes.slice(0, SHOWN).join('、') + (codes.length > SHOWN ? '…' : '');

const error = (field: string, code: string, text: BilingualText): FieldError => ({ field, code, text });

export const endsInPast = (): FieldError =>
  error('until', 'disaster.ends_in_past', { 'zh-TW': '結束時間必須晚於現在', en: 'must lie in the future' });

export const nothingNamed = (field: string): FieldError =>
  error(`${field}.categoryCodes`, 'disaster.nothing_named', {
    'zh-TW': '須指定至少一個類別或類群',
    en: 'name at least one category or group',
  });

export const unknownCategories = (field: string, codes: readonly string[]): FieldError =>
  error(`${field}.categoryCodes`, 'category.unknown', {
    'zh-TW': `沒有這些案件類別：${listed(codes)}`,
    en: `there are no such categories: ${listed(codes)}`,
  });

export const unknownGroups = (field: string, codes: readonly string[]): FieldError =>
  error(`${field}.groupCodes`, 'category.unknown_group', {
    'zh-TW': `沒有這些類群：${listed(codes)}`,
    en: `there are no such groups: ${listed(codes)}`,
  });

export const changeUnclear = (field: string): FieldError =>
  error(`${field}.change`, 'disaster.change_unclear', {
    'zh-TW': '延長須給 factor 或 add 其中之一，暫停則都不給',
    en: 'to lengthen, give either factor or add; to suspend, neither',
  });

export const aboveCeiling = (field: string, codes: readonly string[], days: number): FieldError =>
  error(`${field}.change`, 'disaster.above_ceiling', {
    'zh-TW': `延長後將逾全案 ${days} 日之上限：${listed(codes)}`,
    en: `these would take more than the ${days} calendar days that a whole case may take: ${listed(codes)}`,
  });

/** Somebody may be hurt, in a disaster more than ever: these clocks do not stop. */
export const hazardNotSuspended = (field: string, codes: readonly string[]): FieldError =>
  error(`${field}.categoryCodes`, 'disaster.hazard_not_suspended', {
    'zh-TW': `危及安全的類別不得暫停時效：${listed(codes)}`,
    en: `the clocks of safety hazards are not suspended: ${listed(codes)}`,
  });

export const otherUnit = (field: string, codes: readonly string[]): FieldError =>
  error(`${field}.add.unit`, 'disaster.other_unit', {
    'zh-TW': `這些類別的時效以其他單位計算：${listed(codes)}`,
    en: `these categories are counted in another unit: ${listed(codes)}`,
  });

export const namedTwice = (field: string, codes: readonly string[]): FieldError =>
  error(`${field}.categoryCodes`, 'disaster.named_twice', {
    'zh-TW': `同一類別只能有一種變更：${listed(codes)}`,
    en: `a category can have one change only: ${listed(codes)}`,
  });

export const notReceiving = (): FieldError =>
  error('emergencyDesk.agencyCode', 'agency.not_receiving', {
    'zh-TW': '沒有這個機關，或該機關不受理案件',
    en: 'there is no such agency, or it takes no cases',
  });
