import type { BilingualText, FieldError } from '../../../kernel/errors.ts';

const error = (field: string, code: string, text: BilingualText): FieldError => ({ field, code, text });

export const fieldRequired = (field: string): FieldError =>
  error(field, 'field.required', { 'zh-TW': '必填', en: 'is required' });

export const unknownCategory = (): FieldError =>
  error('categoryCode', 'category.unknown', { 'zh-TW': '沒有這個案件類別', en: 'there is no such category' });

export const notCityAppearance = (): FieldError =>
  error('categoryCode', 'category.not_city_appearance', {
    'zh-TW': '市容查報必須選擇市容查報項目',
    en: 'a city-appearance report must name a city-appearance category',
  });

export const locationRequired = (): FieldError =>
  error('location', 'location.required', { 'zh-TW': '此類別必須提供地點', en: 'this category needs a place' });

export const receivedInFuture = (): FieldError =>
  error('receivedAt', 'receivedAt.future', { 'zh-TW': '受理時間不能晚於現在', en: 'the time of receipt lies in the future' });

export const receivedTooEarly = (): FieldError =>
  error('receivedAt', 'receivedAt.too_early', { 'zh-TW': '受理時間過早', en: 'the time of receipt lies too far back' });

export const emailRequired = (): FieldError =>
  error('petitioner.email', 'petitioner.email_required', {
    'zh-TW': '市政信箱須留下電子郵件以便確認',
    en: 'the mailbox needs an e-mail address to confirm',
  });

export const contactMissing = (field: string): FieldError =>
  error(`petitioner.${field}`, 'petitioner.contact_missing', {
    'zh-TW': '所選的聯絡方式需要這個欄位',
    en: 'the preferred way of contact needs this field',
  });

export const unknownCase = (): FieldError =>
  error('joinCaseNo', 'case.not_found', { 'zh-TW': '查無此案件', en: 'there is no such case' });
