import { DomainError } from '../../../kernel/errors.ts';
import type { Tie } from './publish-check.ts';

/** Some rules of the set tie. Make one of each pair more specific, or the two into one. */
export class TiedRules extends DomainError {
  readonly code = 'routing.tied_rules';
  readonly refusal = 'invalid';
  readonly text = {
    'zh-TW': '有規則同樣明確而無法分出先後',
    en: 'Some rules are equally specific and can hold for the same case',
  };

  constructor(ties: readonly Tie[]) {
    super({ ties: ties.map(({ ruleIds }) => ruleIds) });
  }
}
