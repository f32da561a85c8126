export { type Decision, serviceLevelOf } from './domain/decide.ts';
export { type Finding, lintRules } from './domain/lint.ts';
export { parseRules, ROUTING_COLUMNS } from './domain/routing-csv.ts';
export type { Rule } from './domain/rule.ts';
export { decisionPart, RoutingDecisionRepository, type StoredDecision } from './routing-decision.repository.ts';
export { DecisionView, toDecisionView } from './routing.dto.ts';
export { RoutingModule } from './routing.module.ts';
export { Routing } from './routing.service.ts';
export { RuleSets } from './rule-set.service.ts';
