import type { BilingualText } from '../../../kernel/errors.ts';
import type { SurveyAnswer } from './survey.ts';

export interface Question {
  readonly field: Exclude<keyof SurveyAnswer, 'comment'>;
  readonly required: boolean;
  readonly text: BilingualText;
}

/** What is asked, in the order of the page. A click on the first one is an answer; the others are details. */
export const QUESTIONS: readonly Question[] = [
  {
    field: 'overall',
    required: true,
    text: {
      'zh-TW': '整體而言，您對本案的處理滿意嗎？',
      en: 'All in all, how satisfied are you with how your case was handled?',
    },
  },
  {
    field: 'speed',
    required: false,
    text: { 'zh-TW': '您對處理的速度滿意嗎？', en: 'How satisfied are you with how quickly it was handled?' },
  },
  {
    field: 'attitude',
    required: false,
    text: { 'zh-TW': '您對服務人員的態度滿意嗎？', en: 'How satisfied are you with how you were treated?' },
  },
  {
    field: 'result',
    required: false,
    text: { 'zh-TW': '您對處理的結果滿意嗎？', en: 'How satisfied are you with the result?' },
  },
];

/** The words at the two ends of the scale. */
export const SCALE_WORDS: { readonly least: BilingualText; readonly most: BilingualText } = {
  least: { 'zh-TW': '非常不滿意', en: 'Very dissatisfied' },
  most: { 'zh-TW': '非常滿意', en: 'Very satisfied' },
};
