import { DomainError } from '../../../../kernel/errors.ts';

/** None of the caller's, or over. */
export class NoSuchSession extends DomainError {
  readonly code = 'session.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此工作階段', en: 'There is no such session' };
}
