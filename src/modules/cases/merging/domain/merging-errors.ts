import { type BilingualText, DomainError } from '../../../../kernel/errors.ts';

const ITSELF: BilingualText = { 'zh-TW': '案件不能併入自己', en: 'A case cannot be merged into itself' };

export class MergeIntoItself extends DomainError {
  readonly code = 'case.merge_into_itself';
  readonly refusal = 'invalid';
  readonly text = ITSELF;

  constructor() {
    super({ errors: [{ field: 'intoCaseNo', code: 'case.merge_into_itself', text: ITSELF }] });
  }
}

/** Nothing is due in a case whose citizen has not confirmed the petition: who was promised an answer would lose the promise. */
export class MergeIntoUnconfirmed extends DomainError {
  readonly code = 'case.merge_into_unconfirmed';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '該案件尚待陳情人確認，不能併入', en: 'That case still waits for its citizen to confirm it' };
}

/**
 * What protects a case, or a petition that would join one – its urgency as a hazard, its secrecy – would not protect it in the other case.
 * Let it have a case of its own, and merge the other way round.
 */
export class MergeWouldLose extends DomainError {
  readonly code = 'case.merge_would_lose';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '併入後會失去危險或保密的處理，請讓本件自成一案，再將對方併入',
    en: 'The other case is no hazard or not confidential as this one is; let this one stand on its own and merge that one into it',
  };

  constructor(lost: readonly ('SAFETY_HAZARD' | 'CONFIDENTIALITY')[]) {
    super({ lost });
  }
}

/** Whoever works on the other case is named in this one's complaint. Let somebody else work on that one first. */
export class MergeMeetsRecused extends DomainError {
  readonly code = 'case.merge_recused';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '主案的承辦人員或機關應迴避本案，請先將主案改由他人辦理',
    en: 'Somebody who works on the other case is recused from this one; let somebody else work on that one first',
  };
}

/** Its petitioners have been answered together with the others. Reopen that case first. */
export class SurvivorIsFinal extends DomainError {
  readonly code = 'case.survivor_final';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '併入的主案已結案，請先重啟主案再解除併案',
    en: 'The case it was merged into is closed; reopen that one before taking them apart',
  };

  constructor(mergedInto: string) {
    super({ mergedInto });
  }
}
