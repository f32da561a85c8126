import { type BilingualText, DomainError } from '../../../../kernel/errors.ts';

const ITSELF: BilingualText = { 'zh-TW': '案件不能作為自己的母案', en: 'A case cannot be its own parent' };

export class ParentOfItself extends DomainError {
  readonly code = 'case.parent_of_itself';
  readonly refusal = 'invalid';
  readonly text = ITSELF;

  constructor() {
    super({ errors: [{ field: 'parentCaseNo', code: 'case.parent_of_itself', text: ITSELF }] });
  }
}

/** A family has two generations: so there are no circles, and everybody sees at once what a parent waits for. */
export class FamilyTooDeep extends DomainError {
  readonly code = 'case.family_too_deep';
  readonly refusal = 'conflict';
  readonly text = {
    'zh-TW': '子案不能再有子案',
    en: 'A child case has no children: the parent is a child itself, or the child is a parent',
  };
}

/** Clear the parent first. */
export class HasParent extends DomainError {
  readonly code = 'case.has_parent';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '案件已有母案', en: 'The case has a parent already' };

  constructor(parentCaseNo: string) {
    super({ parentCaseNo });
  }
}

export class HasNoParent extends DomainError {
  readonly code = 'case.has_no_parent';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '案件沒有母案', en: 'The case has no parent' };
}
