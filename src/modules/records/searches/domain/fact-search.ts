import { addDays, type CivilDate } from '../../../../kernel/civil-date.ts';
import type { Fact } from '../../../../kernel/fact.ts';
import { InvalidInput } from '../../../../kernel/errors.ts';

/** What somebody looks for in the record; null: whatever it is. */
export interface FactQuestion {
  /** Id of a case, a petition, an account and so on. */
  readonly subject: string | null;
  readonly caseNo: string | null;
  /** Username of whoever did it. */
  readonly account: string | null;
  readonly type: string | null;
  /** Days, both inclusive. */
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
  /** Words in what was recorded. */
  readonly text: string | null;
}

/**
 * Somebody searched the record. The words that were looked for may be a citizen's name, so only that there were some is kept.
 */
export type AuditSearched = Fact<'audit.searched', Omit<FactQuestion, 'text'> & { readonly text: boolean }>;

export const auditSearched = (accountId: string, question: FactQuestion): AuditSearched => ({
  type: 'audit.searched',
  subject: { kind: 'account', id: accountId },
  data: { ...question, text: question.text !== null },
});

/** Days in which words are looked for when nothing else narrows the search: no index helps there. */
export const MOST_DAYS_OF_TEXT = 31;

/** @throws InvalidInput when every fact of years would have to be read */
export function assertNarrow({ subject, caseNo, account, type, from, to, text }: FactQuestion, today: CivilDate): void {
  if (text === null || [subject, caseNo, account, type].some((condition) => condition !== null)) return;
  if (from !== null && addDays(from, MOST_DAYS_OF_TEXT) > (to ?? today)) return;
  throw new InvalidInput([
    {
      field: 'q',
      code: 'audit.search_too_wide',
      text: {
        'zh-TW': `以文字查詢時，請再指定案件、對象、帳號、類別，或 ${MOST_DAYS_OF_TEXT} 日以內的期間`,
        en: `To search for words, name a case, a subject, an account or a type as well, or at most ${MOST_DAYS_OF_TEXT} days`,
      },
    },
  ]);
}
