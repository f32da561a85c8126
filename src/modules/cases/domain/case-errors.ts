import { type BilingualText, DomainError } from '../../../kernel/errors.ts';
import type { CaseStatus } from './case.ts';

/** Missing, or another agency's: the answer is the same, so that nobody learns which numbers exist. */
export class CaseNotFound extends DomainError {
  readonly code = 'case.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此案件', en: 'There is no such case' };
}

/** Its time of retention is over: nothing can be done to what is left of it. */
export class CaseAnonymised extends DomainError {
  readonly code = 'case.anonymised';
  readonly refusal = 'gone';
  readonly text = {
    'zh-TW': '案件已逾保存年限並去識別化',
    en: 'The time of retention of the case is over; it was made anonymous',
  };
}

/** The status does not allow the command. Ask for the open commands, then retry. */
export class IllegalCommand extends DomainError {
  readonly code = 'case.illegal_command';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '案件目前的狀態不能執行這個動作', en: 'The case is in a state that does not allow this command' };

  constructor(command: string, caseStatus: CaseStatus, openCommands: readonly string[]) {
    super({ command, caseStatus, openCommands });
  }
}

/** Somebody was faster. Read the case again. */
export class VersionMismatch extends DomainError {
  readonly code = 'case.version_mismatch';
  readonly refusal = 'stale';
  readonly text = { 'zh-TW': '案件已被他人更新，請重新載入', en: 'Somebody changed the case meanwhile; load it again' };
}

/** A case was closed since it was chosen to join. */
export class CaseIsFinal extends DomainError {
  readonly code = 'case.final';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '案件已結案，不能再併入', en: 'The case is closed and cannot be joined' };

  /** @param mergedInto the case that answers for it, where it was merged */
  constructor(mergedInto: string | null = null) {
    super(mergedInto === null ? {} : { mergedInto });
  }
}

/** The leading agency answers for all: it waits for every helper, or waives the help with a reason (`remove-co-handler`). */
export class CoHandlersOpen extends DomainError {
  readonly code = 'case.co_handlers_open';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '尚有協辦機關未回復', en: 'Co-handling agencies have not answered yet' };

  constructor(agencyCodes: readonly string[]) {
    super({ agencyCodes });
  }
}

/** A parent answers when all its children have: close them first, or take them out of the family (`clear-parent`). */
export class ChildrenOpen extends DomainError {
  readonly code = 'case.children_open';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '尚有子案未結案', en: 'Child cases are still open' };

  constructor(readonly caseNos: readonly string[]) {
    super({ caseNos });
  }
}

/** A case that has changed hands before goes where the city's level says. */
export class RulingRequired extends DomainError {
  readonly code = 'case.ruling_required';
  readonly refusal = 'forbidden';
  readonly text = {
    'zh-TW': '本案已改分過，應由府級（研考）裁定',
    en: 'The case has changed hands before: only the city’s level rules now',
  };
}

/** The head of an agency decides who has a case that the agency gave back; one that was taken from it, the dispatchers send on. */
export class NotGivenBack extends DomainError {
  readonly code = 'case.not_given_back';
  readonly refusal = 'forbidden';
  readonly text = {
    'zh-TW': '本案係由分派人員收回，應由分派人員重新分派',
    en: 'The case was taken from the agency: the dispatchers send it on',
  };
}

/** A co-handling agency cannot do what only the lead may. */
export class NotLeadAgency extends DomainError {
  readonly code = 'case.not_lead_agency';
  readonly refusal = 'forbidden';
  readonly text = { 'zh-TW': '只有主辦機關能執行這個動作', en: 'Only the leading agency may do this' };
}

const NOT_OF_AGENCY: BilingualText = { 'zh-TW': '承辦人不屬於該機關', en: 'The handler does not work for this agency' };

export class HandlerNotOfAgency extends DomainError {
  readonly code = 'case.handler_not_of_agency';
  readonly refusal = 'invalid';
  readonly text = NOT_OF_AGENCY;

  constructor() {
    super({ errors: [{ field: 'handlerId', code: 'case.handler_not_of_agency', text: NOT_OF_AGENCY }] });
  }
}

const ON_CASE: BilingualText = { 'zh-TW': '該機關已在辦理本案', en: 'This agency works on the case already' };

export class AlreadyOnCase extends DomainError {
  readonly code = 'case.already_on_case';
  readonly refusal = 'invalid';
  readonly text = ON_CASE;

  constructor() {
    super({ errors: [{ field: 'agencyCode', code: 'case.already_on_case', text: ON_CASE }] });
  }
}

const NO_CO_HANDLER: BilingualText = { 'zh-TW': '該機關不是本案的協辦機關', en: 'This agency does not co-handle the case' };

export class NotCoHandler extends DomainError {
  readonly code = 'case.not_co_handler';
  readonly refusal = 'invalid';
  readonly text = NO_CO_HANDLER;

  constructor() {
    super({ errors: [{ field: 'agencyCode', code: 'case.not_co_handler', text: NO_CO_HANDLER }] });
  }
}

const SAME_CATEGORY: BilingualText = { 'zh-TW': '案件已屬該類別', en: 'The case is of this category already' };

export class SameCategory extends DomainError {
  readonly code = 'case.same_category';
  readonly refusal = 'invalid';
  readonly text = SAME_CATEGORY;

  constructor() {
    super({ errors: [{ field: 'categoryCode', code: 'case.same_category', text: SAME_CATEGORY }] });
  }
}

const SAME_AGENCY: BilingualText = { 'zh-TW': '案件已由該機關主辦', en: 'This agency leads the case already' };

/** Sending a case to the agency that has it already is no transfer. */
export class SameAgency extends DomainError {
  readonly code = 'case.same_agency';
  readonly refusal = 'invalid';
  readonly text = SAME_AGENCY;

  constructor() {
    super({ errors: [{ field: 'agencyCode', code: 'case.same_agency', text: SAME_AGENCY }] });
  }
}
