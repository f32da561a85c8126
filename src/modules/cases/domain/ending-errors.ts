import { type BilingualText, DomainError } from '../../../kernel/errors.ts';

const PROBLEMS = {
  MISSING: { 'zh-TW': '須指明先前已明確答復的案件', en: 'name the earlier case that holds the clear reply' },
  NOT_ASKED: { 'zh-TW': '此事由不需指明先前案件', en: 'this ground names no earlier case' },
  UNKNOWN: { 'zh-TW': '查無該先前案件', en: 'there is no such earlier case' },
  NOT_ANSWERED: { 'zh-TW': '該先前案件尚無明確答復', en: 'the earlier case holds no clear reply' },
  OTHER_PERSON: {
    'zh-TW': '無從認定該先前案件為同一人陳情；保密之陳情不予比對',
    en: 'the earlier case is not known to be the same petitioner’s; what was sent in confidence is not compared',
  },
} as const satisfies Record<string, BilingualText>;

/** The second ground for no action stands on an earlier closed case of the same person with a clear reply, and only the second does. */
export class BadEarlierCase extends DomainError {
  readonly code = 'case.bad_earlier_case';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '先前案件與不予處理之事由不符', en: 'The earlier case does not fit the ground' };

  constructor(problem: keyof typeof PROBLEMS) {
    super({ errors: [{ field: 'earlierCaseNo', code: 'case.bad_earlier_case', text: PROBLEMS[problem] }] });
  }
}

/** However often it was answered: a hazard, and what says something new, is worked on. */
export class NeverDropped extends DomainError {
  readonly code = 'case.never_dropped';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '涉及危險或有新事證的案件，不得以已明確答復為由不予處理',
    en: 'A hazard, or a petition with a new fact, is worked on however often it was answered before',
  };
}

/** Nobody has looked whether a repeated petition says anything new (`check-new-fact`). */
export class NewFactNotChecked extends DomainError {
  readonly code = 'case.new_fact_not_checked';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '尚未查明本案有無新事證，不得以已明確答復為由不予處理',
    en: 'Nobody has looked yet whether the petition says anything new: check that before it is left unprocessed',
  };
}

/** What one petitioner takes back, or was answered before, others have asked for too. */
export class SeveralPetitioners extends DomainError {
  readonly code = 'case.several_petitioners';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '本案尚有其他陳情人，不能因其中一人而結束',
    en: 'Other petitioners asked for the same: the case does not end because of one of them',
  };
}

/** The time to take a case up again is over. */
export class ReopenTooLate extends DomainError {
  readonly code = 'case.reopen_too_late';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '已逾重啟期限，請另立新案', en: 'The time to reopen the case is over; open a new one' };
}
