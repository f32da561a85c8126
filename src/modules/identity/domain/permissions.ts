import type { Scope } from '../../../kernel/actor.ts';
import { type Role, type RoleGrant, ROLES } from './role.ts';
import { scopeOf } from './scope.ts';

export type Permission =
  | 'account.self'
  | 'account.request'
  | 'account.read'
  | 'account.manage'
  | 'account.review'
  | 'deputy.manage'
  | 'reference.read'
  | 'petition.create'
  | 'petition.identity'
  | 'routing.explain'
  | 'case.read'
  | 'case.dispatch'
  | 'case.accept'
  | 'case.assign'
  | 'case.return'
  | 'case.transfer'
  | 'case.co_handle'
  | 'case.note'
  | 'case.reply'
  | 'case.close'
  | 'case.approve'
  | 'case.recuse'
  | 'case.take_back'
  | 'case.reopen'
  | 'case.merge'
  | 'case.group'
  | 'case.check_repeat'
  | 'case.extend'
  | 'case.decide_extension'
  | 'case.supplement'
  | 'case.receive_supplement'
  | 'case.no_action'
  | 'precedent.read'
  | 'rerouting.read'
  | 'case.withdraw'
  | 'case.track'
  | 'case.recategorise'
  | 'case.promise'
  | 'reminder.read'
  | 'calendar.read'
  | 'calendar.change'
  | 'review.read'
  | 'review.resolve'
  | 'survey.read'
  | 'survey.take'
  | 'reopening.read'
  | 'reopening.decide'
  | 'disaster.read'
  | 'disaster.switch'
  | 'api_key.manage'
  | 'outbox.read'
  | 'attention.read'
  | 'clock.simulate'
  | 'vault.rotate';

/** Who may do what. The permission above a route is looked up here and nowhere else; which cases it reaches is the scope's (`scope.ts`). */
export const PERMISSIONS: Readonly<Record<Permission, readonly Role[]>> = {
  'account.self': ROLES,
  'reference.read': ROLES,
  'deputy.manage': ['AGENCY_SUPERVISOR'],
  // A head asks for accounts of their own agency and sees those; somebody else decides.
  'account.request': ['ADMIN', 'AGENCY_SUPERVISOR'],
  'account.read': ['ADMIN', 'AUDITOR', 'AGENCY_SUPERVISOR'],
  'account.manage': ['ADMIN'],
  'account.review': ['ADMIN', 'AUDITOR'],
  // Any district office may take in anything, and the city's supervisors register directives (交辦).
  'petition.create': ['OPERATOR', 'DISPATCHER', 'HANDLER', 'CITY_SUPERVISOR'],
  // The custodians of those who petition in confidence: who they are, no agency learns from the case that it works on.
  'petition.identity': ['CITY_SUPERVISOR'],
  'routing.explain': ['OPERATOR', 'DISPATCHER', 'HANDLER', 'AGENCY_SUPERVISOR', 'CITY_SUPERVISOR'],
  'case.read': ['OPERATOR', 'DISPATCHER', 'HANDLER', 'AGENCY_SUPERVISOR', 'CITY_SUPERVISOR', 'AUDITOR'],
  // The head of an agency decides about what the agency gave back, the first time.
  'case.dispatch': ['DISPATCHER', 'AGENCY_SUPERVISOR', 'CITY_SUPERVISOR'],
  'case.accept': ['HANDLER', 'AGENCY_SUPERVISOR'],
  'case.assign': ['AGENCY_SUPERVISOR'],
  'case.return': ['HANDLER', 'AGENCY_SUPERVISOR'],
  'case.transfer': ['AGENCY_SUPERVISOR', 'DISPATCHER', 'CITY_SUPERVISOR'],
  'case.co_handle': ['AGENCY_SUPERVISOR', 'DISPATCHER'],
  'case.note': ['OPERATOR', 'DISPATCHER', 'HANDLER', 'AGENCY_SUPERVISOR', 'CITY_SUPERVISOR'],
  'case.reply': ['HANDLER', 'AGENCY_SUPERVISOR'],
  'case.close': ['HANDLER', 'AGENCY_SUPERVISOR'],
  'case.approve': ['AGENCY_SUPERVISOR', 'CITY_SUPERVISOR'],
  'case.recuse': ['DISPATCHER', 'CITY_SUPERVISOR', 'AGENCY_SUPERVISOR'],
  'case.take_back': ['AGENCY_SUPERVISOR', 'DISPATCHER'],
  'case.reopen': ['CITY_SUPERVISOR', 'DISPATCHER'],
  'case.merge': ['DISPATCHER', 'AGENCY_SUPERVISOR'],
  'case.check_repeat': ['HANDLER', 'AGENCY_SUPERVISOR', 'DISPATCHER'],
  'case.group': ['DISPATCHER', 'AGENCY_SUPERVISOR', 'CITY_SUPERVISOR'],
  'case.extend': ['HANDLER', 'AGENCY_SUPERVISOR'],
  'case.decide_extension': ['AGENCY_SUPERVISOR', 'CITY_SUPERVISOR'],
  'case.supplement': ['HANDLER', 'AGENCY_SUPERVISOR'],
  'case.receive_supplement': ['OPERATOR', 'HANDLER', 'AGENCY_SUPERVISOR'],
  'case.no_action': ['AGENCY_SUPERVISOR', 'DISPATCHER'],
  'case.withdraw': ['OPERATOR'],
  'case.track': ['CITY_SUPERVISOR'],
  'case.recategorise': ['HANDLER', 'AGENCY_SUPERVISOR', 'DISPATCHER', 'CITY_SUPERVISOR'],
  'case.promise': ['HANDLER', 'AGENCY_SUPERVISOR', 'CITY_SUPERVISOR'],
  'precedent.read': ['DISPATCHER', 'AGENCY_SUPERVISOR', 'CITY_SUPERVISOR', 'AUDITOR'],
  'rerouting.read': ['CITY_SUPERVISOR', 'AUDITOR'],
  'reminder.read': ['OPERATOR', 'DISPATCHER', 'HANDLER', 'AGENCY_SUPERVISOR', 'CITY_SUPERVISOR', 'ADMIN', 'AUDITOR'],
  'calendar.read': ['OPERATOR', 'DISPATCHER', 'HANDLER', 'AGENCY_SUPERVISOR', 'CITY_SUPERVISOR', 'ADMIN', 'AUDITOR'],
  'calendar.change': ['CITY_SUPERVISOR', 'ADMIN'],
  'review.read': ['CITY_SUPERVISOR'],
  'review.resolve': ['CITY_SUPERVISOR'],
  'survey.read': ['CITY_SUPERVISOR'],
  'survey.take': ['OPERATOR'],
  'reopening.read': ['CITY_SUPERVISOR', 'DISPATCHER'],
  'reopening.decide': ['CITY_SUPERVISOR', 'DISPATCHER'],
  'disaster.read': ['OPERATOR', 'DISPATCHER', 'HANDLER', 'AGENCY_SUPERVISOR', 'CITY_SUPERVISOR', 'AUDITOR'],
  'disaster.switch': ['CITY_SUPERVISOR'],
  'api_key.manage': ['ADMIN'],
  'outbox.read': ['ADMIN'],
  'attention.read': ['CITY_SUPERVISOR', 'ADMIN'],
  'clock.simulate': ['ADMIN'],
  'vault.rotate': ['ADMIN'],
};

/** Everything that the holder of these roles may do, each with the cases that it reaches: those of the roles that allow it, not of the others. */
export function permissionsOf(grants: readonly RoleGrant[]): ReadonlyMap<Permission, Scope> {
  const permissions = new Map<Permission, Scope>();
  for (const [permission, roles] of Object.entries(PERMISSIONS) as [Permission, readonly Role[]][]) {
    const allowing = grants.filter(({ role }) => roles.includes(role));
    if (allowing.length > 0) permissions.set(permission, scopeOf(allowing));
  }
  return permissions;
}
