import type { NoActionGround } from '../../cases/index.ts';
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

/** How long a case that was given back has waited. @param step `HALF` of the time to decide, or `OVER` */
export const undecidedWords = (step: string): BilingualText =>
  step === 'OVER' ? { 'zh-TW': '已逾時限', en: 'Overdue' } : { 'zh-TW': '即將逾時', en: 'Due soon' };

/** How a promise stands. @param step `SOON`, or `OVER` when its time has passed */
export const promiseWords = (step: string): BilingualText =>
  step === 'OVER' ? { 'zh-TW': '已逾期', en: 'Overdue' } : { 'zh-TW': '即將到期', en: 'Due soon' };

/** What became of a request for more time. */
const EXTENSIONS: Readonly<Record<'APPROVED' | 'REJECTED' | 'VOID', BilingualText>> = {
  APPROVED: { 'zh-TW': '核准', en: 'Granted' },
  REJECTED: { 'zh-TW': '未核准', en: 'Not granted' },
  VOID: { 'zh-TW': '逾時未決', en: 'Not decided in time' },
};

export const extensionWords = (state: keyof typeof EXTENSIONS): BilingualText => EXTENSIONS[state];

/** The grounds for no action, as the petitioner reads them (行政程序法 §173). */
const GROUNDS: Readonly<Record<NoActionGround, BilingualText>> = {
  NO_CONTENT_OR_IDENTITY: {
    'zh-TW': '無具體之內容或未具真實姓名或住址（行政程序法第173條第1款）',
    en: 'It has no concrete content, or no real name or address (Administrative Procedure Act, art. 173, no. 1)',
  },
  CLEARLY_ANSWERED: {
    'zh-TW': '同一事由，經予適當處理，並已明確答復後，而仍一再陳情（行政程序法第173條第2款）',
    en: 'The same matter has been properly dealt with and clearly answered before (Administrative Procedure Act, art. 173, no. 2)',
  },
  COPY_ONLY: {
    'zh-TW': '非主管陳情內容之機關，接獲陳情人以同一事由分向各機關陳情（行政程序法第173條第3款）',
    en: 'It is the copy of a petition that was sent to the competent agencies as well (Administrative Procedure Act, art. 173, no. 3)',
  },
};

export const groundWords = (ground: NoActionGround): BilingualText => GROUNDS[ground];

export const UNCLASSIFIED: BilingualText = { 'zh-TW': '未分類', en: 'Not yet classified' };
export const UNASSIGNED: BilingualText = { 'zh-TW': '尚未分派', en: 'Not yet assigned' };

const UNACCEPTED: BilingualText = { 'zh-TW': '尚未受理', en: 'Not accepted yet' };
const WARNING: BilingualText = { 'zh-TW': '即將到期', en: 'Due soon' };
const DUE: BilingualText = { 'zh-TW': '期限已到', en: 'Due now' };
const OVERDUE: BilingualText = { 'zh-TW': '逾期', en: 'Overdue' };

const IDLE: BilingualText = { 'zh-TW': '長期未登入', en: 'nobody has signed in to it for a long time' };
const EXPIRED: BilingualText = { 'zh-TW': '臨時帳號使用期限屆滿', en: 'it is temporary, and its last day is near' };

/** Why an account is disabled. */
export const accountEndWords = (ground: 'IDLE' | 'EXPIRED'): BilingualText => (ground === 'IDLE' ? IDLE : EXPIRED);

/** What was changed that keeps strangers out of an account. */
export type AccountChange = 'PASSWORD' | 'PASSWORD_TAKEN' | 'FACTOR' | 'FACTOR_REMOVED' | 'FACTOR_TAKEN' | 'CODES' | 'ADDRESS';

const ACCOUNT_CHANGES: Readonly<Record<AccountChange, BilingualText>> = {
  PASSWORD: { 'zh-TW': '密碼已變更', en: 'The password was changed' },
  PASSWORD_TAKEN: { 'zh-TW': '密碼已由系統管理員重設', en: 'An administrator took the password away' },
  FACTOR: { 'zh-TW': '已設定第二道驗證', en: 'A second factor was set up' },
  FACTOR_REMOVED: { 'zh-TW': '第二道驗證已移除', en: 'The second factor was removed' },
  FACTOR_TAKEN: { 'zh-TW': '第二道驗證已由系統管理員移除', en: 'An administrator took the second factor away' },
  CODES: { 'zh-TW': '備援碼已重新產生', en: 'New recovery codes were made' },
  ADDRESS: { 'zh-TW': '電子郵件信箱已變更', en: 'The e-mail address was changed' },
};

export const accountChangeWords = (change: AccountChange): BilingualText => ACCOUNT_CHANGES[change];

/** How a level of approval is called. */
export const levelWords = (level: number): BilingualText => ({ 'zh-TW': `第${level}級`, en: `level ${level}` });

/** The name of an outcome; a code without one is shown as it is. */
export const outcomeWords = (outcome: string): BilingualText => OUTCOMES[outcome] ?? { 'zh-TW': outcome, en: outcome };

/** Which message a step of a deadline sends, and what the step is called. @param step `UNACCEPTED`, `EARLY_WARNING`, `DUE`, `OVERDUE_1` … */
export function stepWords(step: string): { readonly template: TemplateName; readonly words: BilingualText } {
  if (step === 'UNACCEPTED') return { template: 'unaccepted', words: UNACCEPTED };
  if (step.startsWith('OVERDUE')) return { template: 'overdue', words: OVERDUE };
  return step === 'DUE' ? { template: 'due', words: DUE } : { template: 'reminder', words: WARNING };
}
