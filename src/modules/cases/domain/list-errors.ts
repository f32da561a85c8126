import { DomainError } from '../../../kernel/errors.ts';

/** Missing, or somebody else's. */
export class ListNotFound extends DomainError {
  readonly code = 'list.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此清單', en: 'There is no such list' };
}

export class ListNameTaken extends DomainError {
  readonly code = 'list.name_taken';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '已有同名的清單', en: 'Another list has this name' };
}

/** Delete one that is not used any more. */
export class TooManyLists extends DomainError {
  readonly code = 'list.too_many';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '清單數量已達上限', en: 'There are as many lists as may be kept' };
}
