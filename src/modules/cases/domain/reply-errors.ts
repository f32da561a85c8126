import { type BilingualText, DomainError } from '../../../kernel/errors.ts';
import type { Approver } from './reply-draft.ts';

/** Whoever handed the reply in cannot approve it, nor can whoever stands in for them. */
export class OwnReply extends DomainError {
  readonly code = 'reply.own_reply';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '不能核定自己陳核的答復', en: 'Nobody decides about a reply of their own' };
}

/** Two levels are two people. */
export class SameApprover extends DomainError {
  readonly code = 'reply.same_approver';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '兩級核定不能是同一人', en: 'The two levels of approval are given by two people' };
}

/** Another office is asked now. */
export class NotApprover extends DomainError {
  readonly code = 'reply.not_approver';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '目前不是由您核定', en: 'This approval is asked of somebody else' };

  constructor(asked: Approver | null) {
    super({ asked });
  }
}

/** Hand the reply in (`submit-reply`) instead of closing. */
export class ApprovalRequired extends DomainError {
  readonly code = 'case.approval_required';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '答復須先經核定才能結案', en: 'The reply needs approval before the case is closed' };

  constructor(approvers: readonly Approver[]) {
    super({ approvers });
  }
}

const NO_REMEDY: BilingualText = {
  'zh-TW': '此類案件的答復須告知救濟途徑',
  en: 'Replies in this category must say how to appeal',
};

export class LegalRemedyMissing extends DomainError {
  readonly code = 'case.legal_remedy_missing';
  readonly refusal = 'invalid';
  readonly text = NO_REMEDY;

  constructor() {
    super({ errors: [{ field: 'legalRemedy', code: 'case.legal_remedy_missing', text: NO_REMEDY }] });
  }
}
