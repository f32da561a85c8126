export { CaseLinks } from './case-link.service.ts';
export { CaseNames } from './case-names.service.ts';
export {
  CaseModule,
  type CasePolicy,
  CasePolicyModule,
  type RepeatPolicy,
  RepeatPolicyModule,
  ReplyBookModule,
} from './case.module.ts';
export { CaseRepository } from './case.repository.ts';
export { within } from './case-scope.repository.ts';
export { Cases } from './case.service.ts';
export { CaseNumber, type CaseView, toCaseView } from './case-view.dto.ts';
export { withMerged } from './merging/merge.repository.ts';
export { CaseNotFound } from './domain/case-errors.ts';
export type * from './domain/case-facts.ts';
export { type Case, hasBegun, type NoActionGround } from './domain/case.ts';
export * from './domain/reply-book.ts';
export { type NewCase, openCase, type Opening } from './domain/open-case.ts';
