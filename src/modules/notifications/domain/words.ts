import type { BilingualText } from '../../../kernel/errors.ts';
import type { TemplateName } from './placeholders.ts';

/** How a reply is called, by the outcome of the case. */
const OUTCOMES: Readonly<Record<string, BilingualText>> = {
  UPHELD: { 'zh-TW': '已依您的反映處理', en: 'Dealt with as you asked' },
  PARTLY: { 'zh-TW': '部分依您的反映處理', en: 'Dealt with in part' },
  NOT_UPHELD: { 'zh-TW': '經查未能依您的反映處理', en: 'Examined; could not be dealt with as you asked' },
  INFORMATION: { 'zh-TW': '說明回復', en: 'Answered with information' },
  REFERRED: { 'zh-TW': '已移請權責機關處理', en: 'Referred to the authority in charge' },
};

export const UNCLASSIFIED: BilingualText = { 'zh-TW': '未分類', en: 'Not yet classified' };
export const UNASSIGNED: BilingualText = { 'zh-TW': '尚未分派', en: 'Not yet assigned' };

const WARNING: BilingualText = { 'zh-TW': '即將到期', en: 'Due soon' };
const DUE: BilingualText = { 'zh-TW': '期限已到', en: 'Due now' };
const OVERDUE: BilingualText = { 'zh-TW': '逾期', en: 'Overdue' };

/** How a level of approval is called. */
export const levelWords = (level: number): BilingualText => ({ 'zh-TW': `第${level}級`, en: `level ${level}` });

/** The name of an outcome; a code without one is shown as it is. */
export const outcomeWords = (outcome: string): BilingualText => OUTCOMES[outcome] ?? { 'zh-TW': outcome, en: outcome };

/** Which message a step of a deadline sends, and what the step is called. @param step `EARLY_WARNING`, `DUE`, `OVERDUE_1` … */
export function stepWords(step: string): { readonly template: TemplateName; readonly words: BilingualText } {
  if (step.startsWith('OVERDUE')) return { template: 'overdue', words: OVERDUE };
  return step === 'DUE' ? { template: 'due', words: DUE } : { template: 'reminder', words: WARNING };
}
