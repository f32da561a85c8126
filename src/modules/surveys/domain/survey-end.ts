import type { BilingualText } from '../../../kernel/errors.ts';

/** What the city supervisor reads of a survey that was sent and ended without an answer. The codes are stable. */
export const ENDED_TEXTS = {
  REFUSED: { 'zh-TW': '陳情人於電話中拒答', en: 'The petitioner refused to answer on the telephone' },
  NOT_REACHED: { 'zh-TW': '電話訪問未能聯絡上陳情人', en: 'The petitioner could not be reached by telephone' },
  CASE_REOPENED: { 'zh-TW': '案件在填答前已重新開啟', en: 'The case was opened again before an answer' },
  NOT_CALLED: { 'zh-TW': '期限內未撥打電話', en: 'Nobody called in time' },
  NO_ANSWER: { 'zh-TW': '期限內未填答', en: 'There was no answer in time' },
} as const satisfies Record<string, BilingualText>;

/** Why a survey that was sent has no answer. */
export type Unanswered = keyof typeof ENDED_TEXTS;

/** Why one ends before its time is over; the others follow from the time. */
export type EndReason = Extract<Unanswered, 'REFUSED' | 'NOT_REACHED' | 'CASE_REOPENED'>;
