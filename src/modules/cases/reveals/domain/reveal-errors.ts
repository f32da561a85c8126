import { type BilingualText, DomainError } from '../../../../kernel/errors.ts';

/** The case may be seen, but it is others who work on it. */
export class NotWorkingOnCase extends DomainError {
  readonly code = 'reveal.not_on_case';
  readonly refusal = 'forbidden';
  readonly text = {
    'zh-TW': '僅承辦本案的機關可檢視陳情人資料',
    en: 'Only those who work on the case may learn who petitioned',
  };
}

/** Somebody petitioned in confidence or without a name. */
export class CustodianOnly extends DomainError {
  readonly code = 'reveal.custodian_only';
  readonly refusal = 'forbidden';
  readonly text = {
    'zh-TW': '陳情人身分保密，僅經指派的保密專責人員可檢視',
    en: 'The petitioner’s identity is kept secret; it is shown to appointed custodians only',
  };
}

const UNEXPLAINED: BilingualText = { 'zh-TW': '此檢視目的須說明事由', en: 'This purpose needs an explanation' };

export class PurposeUnexplained extends DomainError {
  readonly code = 'reveal.note_required';
  readonly refusal = 'invalid';
  readonly text = UNEXPLAINED;

  constructor() {
    super({ errors: [{ field: 'note', code: 'reveal.note_required', text: UNEXPLAINED }] });
  }
}

/** Details are corrected by whom they are shown to. */
export class NotRevealed extends DomainError {
  readonly code = 'petitioner.not_revealed';
  readonly refusal = 'forbidden';
  readonly text = {
    'zh-TW': '請先說明目的並檢視陳情人資料，再行更正',
    en: 'Say first what for, and have the petitioner shown; then correct the details',
  };
}
