import type { Scope } from '../../../kernel/actor.ts';
import type { Role, RoleGrant } from './role.ts';
import { type Reach, scopeOf } from './scope.ts';

export type Permission =
  | 'account.self'
  | 'account.request'
  | 'account.read'
  | 'account.manage'
  | 'account.review'
  | 'api_key.manage'
  | 'account.second_factor'
  | 'deputy.manage'
  | 'reference.read'
  | 'attachment.upload'
  | 'petition.create'
  | 'petition.reveal'
  | 'petition.correct'
  | 'reveal.read'
  | 'custodian.read'
  | 'custodian.appoint'
  | 'petition.repeats'
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
  | 'outbox.read'
  | 'attention.read'
  | 'audit.read'
  | 'audit.review'
  | 'case.export'
  | 'case.hold'
  | 'retention.read'
  | 'retention.decide'
  | 'clock.simulate'
  | 'vault.rotate';

/** How far each role that has a permission reaches in it. */
type Duties = Readonly<Partial<Record<Role, Reach>>>;

/** Those who look after cases of the whole city, or of the district that they hold the role for, and those of agencies after theirs. */
const READERS: Duties = {
  OPERATOR: 'DISTRICT',
  DISPATCHER: 'DISTRICT',
  HANDLER: 'AGENCY',
  AGENCY_SUPERVISOR: 'AGENCY',
  CITY_SUPERVISOR: 'DISTRICT',
  AUDITOR: 'DISTRICT',
};

const ALL_STAFF: Duties = {
  OPERATOR: 'NONE',
  DISPATCHER: 'NONE',
  HANDLER: 'NONE',
  AGENCY_SUPERVISOR: 'NONE',
  CITY_SUPERVISOR: 'NONE',
  VILLAGE_HEAD: 'NONE',
  ADMIN: 'NONE',
  AUDITOR: 'NONE',
};

/**
 * Who may do what, and with which cases: role × action × scope. The permission above a route is looked up here and nowhere else.
 * What a role reaches is said by `Reach`; commands are only for those who work on the case now, whoever may read it besides.
 */
export const PERMISSIONS: Readonly<Record<Permission, Duties>> = {
  'account.self': ALL_STAFF,
  // A head asks for accounts of their own agency, and sees those of it and of the bodies below; somebody else decides.
  'account.request': { ADMIN: 'CITY', AGENCY_SUPERVISOR: 'AGENCY' },
  'account.read': { ADMIN: 'CITY', AUDITOR: 'CITY', AGENCY_SUPERVISOR: 'AGENCY' },
  'account.manage': { ADMIN: 'CITY' },
  'account.review': { ADMIN: 'CITY', AUDITOR: 'CITY' },
  'account.second_factor': { ADMIN: 'CITY' },
  'api_key.manage': { ADMIN: 'CITY' },
  'audit.read': { AUDITOR: 'CITY' },
  'audit.review': { AUDITOR: 'CITY' },
  'case.export': { CITY_SUPERVISOR: 'DISTRICT', AUDITOR: 'DISTRICT' },
  // What a court or an investigation needs is kept by those who look after the city or its record.
  'case.hold': { CITY_SUPERVISOR: 'DISTRICT', AUDITOR: 'DISTRICT' },
  // Two people decide that something is gone for ever: who asked for the preview does not approve it.
  'retention.read': { CITY_SUPERVISOR: 'CITY', ADMIN: 'CITY', AUDITOR: 'CITY' },
  'retention.decide': { ADMIN: 'CITY', AUDITOR: 'CITY' },
  'reference.read': ALL_STAFF,
  'deputy.manage': { AGENCY_SUPERVISOR: 'AGENCY' },
  // Any district office may take in anything, and the city's supervisors register directives (交辦).
  // Whoever may send anything that files can belong to.
  'attachment.upload': {
    OPERATOR: 'NONE',
    DISPATCHER: 'NONE',
    HANDLER: 'NONE',
    AGENCY_SUPERVISOR: 'NONE',
    CITY_SUPERVISOR: 'NONE',
    VILLAGE_HEAD: 'NONE',
  },
  // A village head by their own channel alone: whoever registers and reaches only what is their own (`channelsOf`).
  'petition.create': {
    OPERATOR: 'DISTRICT',
    DISPATCHER: 'DISTRICT',
    HANDLER: 'AGENCY',
    CITY_SUPERVISOR: 'DISTRICT',
    VILLAGE_HEAD: 'OWN',
  },
  // Who has petitioned before, by their telephone: not for those who would learn it of others' petitions.
  'petition.repeats': { OPERATOR: 'DISTRICT', DISPATCHER: 'DISTRICT', HANDLER: 'AGENCY', CITY_SUPERVISOR: 'DISTRICT' },
  // Whoever works on a case may learn who is named in it, and says what for; who petitioned in confidence, named custodians alone.
  'petition.reveal': {
    OPERATOR: 'DISTRICT',
    DISPATCHER: 'DISTRICT',
    HANDLER: 'AGENCY',
    AGENCY_SUPERVISOR: 'AGENCY',
    CITY_SUPERVISOR: 'DISTRICT',
  },
  'petition.correct': { OPERATOR: 'DISTRICT', HANDLER: 'AGENCY', AGENCY_SUPERVISOR: 'AGENCY', CITY_SUPERVISOR: 'DISTRICT' },
  'reveal.read': { AGENCY_SUPERVISOR: 'AGENCY', CITY_SUPERVISOR: 'CITY', AUDITOR: 'CITY' },
  'custodian.read': { CITY_SUPERVISOR: 'CITY', AUDITOR: 'CITY' },
  'custodian.appoint': { CITY_SUPERVISOR: 'CITY' },
  'routing.explain': {
    OPERATOR: 'NONE',
    DISPATCHER: 'NONE',
    HANDLER: 'NONE',
    AGENCY_SUPERVISOR: 'NONE',
    CITY_SUPERVISOR: 'NONE',
  },
  // A village head reads the cases whose petitions they sent in.
  'case.read': { ...READERS, VILLAGE_HEAD: 'OWN' },
  // The head of an agency decides about what the agency gave back, the first time.
  'case.dispatch': { DISPATCHER: 'DISTRICT', AGENCY_SUPERVISOR: 'AGENCY', CITY_SUPERVISOR: 'DISTRICT' },
  'case.accept': { HANDLER: 'AGENCY', AGENCY_SUPERVISOR: 'AGENCY' },
  'case.assign': { AGENCY_SUPERVISOR: 'AGENCY' },
  'case.return': { HANDLER: 'AGENCY', AGENCY_SUPERVISOR: 'AGENCY' },
  'case.transfer': { AGENCY_SUPERVISOR: 'AGENCY', DISPATCHER: 'DISTRICT', CITY_SUPERVISOR: 'DISTRICT' },
  'case.co_handle': { AGENCY_SUPERVISOR: 'AGENCY', DISPATCHER: 'DISTRICT' },
  'case.note': {
    OPERATOR: 'DISTRICT',
    DISPATCHER: 'DISTRICT',
    HANDLER: 'AGENCY',
    AGENCY_SUPERVISOR: 'AGENCY',
    CITY_SUPERVISOR: 'DISTRICT',
  },
  'case.reply': { HANDLER: 'AGENCY', AGENCY_SUPERVISOR: 'AGENCY' },
  'case.close': { HANDLER: 'AGENCY', AGENCY_SUPERVISOR: 'AGENCY' },
  'case.approve': { AGENCY_SUPERVISOR: 'AGENCY', CITY_SUPERVISOR: 'DISTRICT' },
  'case.recuse': { DISPATCHER: 'DISTRICT', CITY_SUPERVISOR: 'DISTRICT', AGENCY_SUPERVISOR: 'AGENCY' },
  'case.take_back': { AGENCY_SUPERVISOR: 'AGENCY', DISPATCHER: 'DISTRICT' },
  'case.reopen': { CITY_SUPERVISOR: 'DISTRICT', DISPATCHER: 'DISTRICT' },
  'case.merge': { DISPATCHER: 'DISTRICT', AGENCY_SUPERVISOR: 'AGENCY' },
  'case.check_repeat': { HANDLER: 'AGENCY', AGENCY_SUPERVISOR: 'AGENCY', DISPATCHER: 'DISTRICT' },
  'case.group': { DISPATCHER: 'DISTRICT', AGENCY_SUPERVISOR: 'AGENCY', CITY_SUPERVISOR: 'DISTRICT' },
  'case.extend': { HANDLER: 'AGENCY', AGENCY_SUPERVISOR: 'AGENCY' },
  'case.decide_extension': { AGENCY_SUPERVISOR: 'AGENCY', CITY_SUPERVISOR: 'DISTRICT' },
  'case.supplement': { HANDLER: 'AGENCY', AGENCY_SUPERVISOR: 'AGENCY' },
  'case.receive_supplement': { OPERATOR: 'DISTRICT', HANDLER: 'AGENCY', AGENCY_SUPERVISOR: 'AGENCY' },
  'case.no_action': { AGENCY_SUPERVISOR: 'AGENCY', DISPATCHER: 'DISTRICT' },
  'case.withdraw': { OPERATOR: 'DISTRICT' },
  'case.track': { CITY_SUPERVISOR: 'DISTRICT' },
  'case.recategorise': { HANDLER: 'AGENCY', AGENCY_SUPERVISOR: 'AGENCY', DISPATCHER: 'DISTRICT', CITY_SUPERVISOR: 'DISTRICT' },
  'case.promise': { HANDLER: 'AGENCY', AGENCY_SUPERVISOR: 'AGENCY', CITY_SUPERVISOR: 'DISTRICT' },
  'precedent.read': { DISPATCHER: 'DISTRICT', AGENCY_SUPERVISOR: 'AGENCY', CITY_SUPERVISOR: 'DISTRICT', AUDITOR: 'DISTRICT' },
  'rerouting.read': { CITY_SUPERVISOR: 'CITY', AUDITOR: 'CITY' },
  'reminder.read': { ...READERS, ADMIN: 'CITY' },
  'calendar.read': {
    OPERATOR: 'NONE',
    DISPATCHER: 'NONE',
    HANDLER: 'NONE',
    AGENCY_SUPERVISOR: 'NONE',
    CITY_SUPERVISOR: 'NONE',
    ADMIN: 'NONE',
    AUDITOR: 'NONE',
  },
  'calendar.change': { CITY_SUPERVISOR: 'CITY', ADMIN: 'CITY' },
  'review.read': { CITY_SUPERVISOR: 'DISTRICT' },
  'review.resolve': { CITY_SUPERVISOR: 'DISTRICT' },
  'survey.read': { CITY_SUPERVISOR: 'DISTRICT' },
  'survey.take': { OPERATOR: 'DISTRICT' },
  'reopening.read': { CITY_SUPERVISOR: 'DISTRICT', DISPATCHER: 'DISTRICT' },
  'reopening.decide': { CITY_SUPERVISOR: 'DISTRICT', DISPATCHER: 'DISTRICT' },
  'disaster.read': {
    OPERATOR: 'NONE',
    DISPATCHER: 'NONE',
    HANDLER: 'NONE',
    AGENCY_SUPERVISOR: 'NONE',
    CITY_SUPERVISOR: 'NONE',
    AUDITOR: 'NONE',
  },
  'disaster.switch': { CITY_SUPERVISOR: 'CITY' },
  'outbox.read': { ADMIN: 'CITY' },
  'attention.read': { CITY_SUPERVISOR: 'CITY', ADMIN: 'CITY' },
  'clock.simulate': { ADMIN: 'CITY' },
  'vault.rotate': { ADMIN: 'CITY' },
};

/** Everything that the holder of these roles may do, each with the cases that it reaches: those of the roles that allow it, not of the others. */
export function permissionsOf(grants: readonly RoleGrant[]): ReadonlyMap<Permission, Scope> {
  const permissions = new Map<Permission, Scope>();
  for (const [permission, duties] of Object.entries(PERMISSIONS) as [Permission, Duties][]) {
    const allowing = grants.flatMap((grant) => {
      const reach = duties[grant.role];
      return reach === undefined || (reach === 'CITY' && grant.districtCode) ? [] : [{ grant, reach }];
    });
    if (allowing.length > 0) permissions.set(permission, scopeOf(allowing));
  }
  return permissions;
}
