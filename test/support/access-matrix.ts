import { DOCUMENTATION } from './access-matrix-documentation.ts';
import { RETENTION } from './access-matrix-retention.ts';

/**
 * Who may call which route, as the contract says it, and in which ways a case may be read there. Whatever answers to an address and does not
 * stand here fails the tests: it has not been thought about.
 */

/** One account per role; those of agencies belong to the one that leads the case of the tests. */
export const ACCOUNTS = [
  'operator',
  'dispatcher',
  'handler.ty-rmo',
  'supervisor.ty-rmo',
  'city',
  'village',
  'admin',
  'auditor',
] as const;
export type Account = (typeof ACCOUNTS)[number];

const EVERYBODY: readonly Account[] = ACCOUNTS;
const STAFF: readonly Account[] = ['operator', 'dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo', 'city', 'auditor'];
const READERS: readonly Account[] = [...STAFF, 'village'];
const AGENCY: readonly Account[] = ['handler.ty-rmo', 'supervisor.ty-rmo'];

/** Ways to read a case besides working on it. */
export type Way = 'CATEGORY_OWNER' | 'REGISTRANT' | 'FORMER';

export interface Row {
  /** `PUBLIC`: anybody, signed in or not. `MACHINE`: no person, whoever it is. */
  readonly who: 'PUBLIC' | 'MACHINE' | readonly Account[];
  /** What a right request sends, where access alone would not be asked otherwise. */
  readonly body?: object;
  /** In which other ways the case of the address may be read; in none when left out. */
  readonly ways?: readonly Way[];
  /** What the parameter of the address names, where it is no case, and why that is nobody else's. */
  readonly about?: string;
}

export const MATRIX: Readonly<Record<string, Row>> = {
  'GET /healthz': { who: 'PUBLIC' },
  'GET /readyz': { who: 'PUBLIC' },
  'GET /metrics': { who: 'PUBLIC' },
  ...DOCUMENTATION,
  'GET /agencies': { who: 'PUBLIC' },
  'GET /categories': { who: 'PUBLIC' },
  'GET /areas': { who: 'PUBLIC' },
  'POST /auth/login': { who: 'PUBLIC' },
  'POST /auth/logout': { who: EVERYBODY },
  'GET /auth/oidc/login': { who: 'PUBLIC' },
  'GET /auth/oidc/callback': { who: 'PUBLIC' },
  'GET /auth/me': { who: EVERYBODY },
  'POST /auth/password': { who: EVERYBODY },
  'POST /auth/password-resets': { who: 'PUBLIC' },
  'POST /auth/password-resets/use': { who: 'PUBLIC' },
  'GET /me/sessions': { who: EVERYBODY },
  'DELETE /me/sessions': { who: EVERYBODY },
  'DELETE /me/sessions/:sessionId': { about: 'one’s own sessions', who: EVERYBODY },
  'POST /accounts': { who: ['supervisor.ty-rmo', 'admin'] },
  'GET /accounts': { who: ['supervisor.ty-rmo', 'admin', 'auditor'] },
  'GET /accounts/review': { who: ['admin', 'auditor'] },
  'GET /accounts/:accountId': { about: 'staff of the own agency', who: ['supervisor.ty-rmo', 'admin', 'auditor'] },
  'PUT /accounts/:accountId': { about: 'an account, which are all the administrators’', who: ['admin'] },
  'POST /accounts/:accountId/approve': { about: 'an account, which are all the administrators’', who: ['admin'] },
  'POST /accounts/:accountId/reject': { about: 'an account, which are all the administrators’', who: ['admin'] },
  'POST /accounts/:accountId/disable': { about: 'an account, which are all the administrators’', who: ['admin'] },
  'POST /accounts/:accountId/enable': { about: 'an account, which are all the administrators’', who: ['admin'] },
  'POST /accounts/:accountId/reset-password': { about: 'an account, which are all the administrators’', who: ['admin'] },
  'DELETE /accounts/:accountId/sessions': { about: 'an account, which are all the administrators’', who: ['admin'] },
  'GET /me/deputy': { who: EVERYBODY },
  'PUT /me/deputy': { who: EVERYBODY },
  'DELETE /me/deputy': { who: EVERYBODY },
  'GET /me/second-factor': { who: EVERYBODY },
  'POST /me/second-factor': { who: EVERYBODY },
  'POST /me/second-factor/confirm': { who: EVERYBODY },
  'POST /me/second-factor/show': { who: EVERYBODY },
  'POST /me/second-factor/recovery-codes': { who: EVERYBODY },
  'DELETE /me/second-factor': { who: EVERYBODY },
  'DELETE /accounts/:accountId/second-factor': { about: 'an account, which are all the administrators’', who: ['admin'] },
  'GET /me/lists': { who: READERS },
  'POST /me/lists': { who: READERS },
  'PUT /me/lists/:listId': { about: 'one’s own lists', who: READERS },
  'DELETE /me/lists/:listId': { about: 'one’s own lists', who: READERS },
  'PUT /me/looked': { who: READERS, body: {} },
  'PUT /me/shortlist/:caseNo': { who: READERS },
  'DELETE /me/shortlist/:caseNo': { about: 'one’s own shortlist, with what is out of reach by now', who: READERS },
  'GET /accounts/:accountId/deputy': {
    about: 'staff of the own agency and those below: deputies.e2e.ts',
    who: ['supervisor.ty-rmo'],
  },
  'PUT /accounts/:accountId/deputy': {
    about: 'staff of the own agency and those below: deputies.e2e.ts',
    who: ['supervisor.ty-rmo'],
    body: { deputyId: '00000000-0000-4000-8000-000000000000', from: '2026-11-20', until: '2026-11-20' },
  },
  'DELETE /accounts/:accountId/deputy': {
    about: 'staff of the own agency and those below: deputies.e2e.ts',
    who: ['supervisor.ty-rmo'],
  },
  'POST /attachments': { who: ['operator', 'dispatcher', ...AGENCY, 'city', 'village'] },
  'POST /public/attachments': { who: 'PUBLIC' },
  'GET /public/petitions/:petitionNo/attachments/:attachmentId': { who: 'PUBLIC' },
  'GET /files/:attachmentId': { about: 'a file of a case, which is looked for as the case is (attachments.e2e)', who: READERS },
  'POST /public/petitions': { who: 'PUBLIC' },
  'POST /public/reports': { who: 'PUBLIC' },
  'GET /public/confirmations/:token': { who: 'PUBLIC' },
  'GET /public/petitions/:petitionNo': { who: 'PUBLIC' },
  'GET /public/referrals/:token': { who: 'PUBLIC' },
  'POST /public/referrals/:token': { who: 'PUBLIC' },
  'GET /public/surveys/:token': { who: 'PUBLIC' },
  'POST /public/surveys/:token': { who: 'PUBLIC' },
  'POST /public/surveys/:token/details': { who: 'PUBLIC' },
  'POST /public/surveys/:token/reopen-request': { who: 'PUBLIC' },
  'POST /petitions': { who: ['operator', 'dispatcher', 'handler.ty-rmo', 'city', 'village'], body: {} },
  'POST /petitions/repeats': { who: ['operator', 'dispatcher', 'handler.ty-rmo', 'city'], body: {} },
  'POST /routing/explain': { who: ['operator', 'dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo', 'city'] },
  'GET /cases': { who: READERS },
  'GET /cases/:caseNo': { who: READERS, ways: ['CATEGORY_OWNER', 'REGISTRANT', 'FORMER'] },
  'GET /cases/:caseNo/events': { who: READERS, ways: ['CATEGORY_OWNER', 'REGISTRANT', 'FORMER'] },
  'GET /cases/:caseNo/bundle': { who: ['city', 'auditor'] },
  'GET /cases/:caseNo/holds': { who: ['city', 'auditor'] },
  'POST /cases/:caseNo/hold': { who: ['city', 'auditor'], body: { reason: 'x' } },
  'POST /cases/:caseNo/lift-hold': { who: ['city', 'auditor'], body: { reason: 'x' } },
  'GET /cases/:caseNo/tombstone': { who: READERS },
  ...RETENTION,
  'GET /audit/facts': { who: ['auditor'] },
  'GET /audit/review': { who: ['auditor'] },
  'GET /audit/reviews': { who: ['auditor'] },
  'POST /audit/reviews': { who: ['auditor'], body: { month: '2026-10', note: 'x' } },
  'GET /cases/:caseNo/attachments': { who: READERS, ways: ['CATEGORY_OWNER', 'FORMER'] },
  'GET /cases/:caseNo/petitions': { who: READERS, ways: ['CATEGORY_OWNER', 'REGISTRANT'] },
  'POST /cases/:caseNo/petitions/:petitionNo/reveal': {
    about: 'a petition of a case that one works on (reveals.e2e)',
    who: ['operator', 'dispatcher', ...AGENCY, 'city'],
    body: { purpose: 'CONTACT' },
  },
  'PATCH /petitions/:petitionNo/petitioner': {
    about: 'a petition, by the case that answers it (corrections.e2e)',
    who: ['operator', ...AGENCY, 'city'],
    body: {},
  },
  'GET /reveals': { who: ['supervisor.ty-rmo', 'city', 'auditor'] },
  'GET /custodians': { who: ['city', 'auditor'] },
  'PUT /custodians/:accountId': {
    about: 'an account, of any agency',
    who: ['city'],
    body: { from: '2026-11-20', until: '2026-11-20' },
  },
  'DELETE /custodians/:accountId': { about: 'an account, of any agency', who: ['city'] },
  'GET /cases/:caseNo/children': { who: READERS, ways: ['CATEGORY_OWNER'] },
  'GET /cases/:caseNo/repeats': { who: READERS },
  'GET /cases/:caseNo/routing': { who: READERS, ways: ['CATEGORY_OWNER'] },
  'GET /cases/:caseNo/clock': { who: READERS, ways: ['CATEGORY_OWNER'] },
  'POST /cases/:caseNo/dispatch': {
    who: ['dispatcher', 'supervisor.ty-rmo', 'city'],
    body: { agencyCode: 'TY-RMO', reason: 'x' },
  },
  'POST /cases/:caseNo/accept': { who: AGENCY, body: {} },
  'POST /cases/:caseNo/assign': { who: ['supervisor.ty-rmo'], body: { handlerId: '00000000-0000-4000-8000-000000000000' } },
  'POST /cases/:caseNo/return': { who: AGENCY, body: { reason: 'x' } },
  'POST /cases/:caseNo/transfer': {
    who: ['dispatcher', 'supervisor.ty-rmo', 'city'],
    body: { agencyCode: 'TY-LIB', reason: 'x' },
  },
  'POST /cases/:caseNo/add-co-handler': {
    who: ['supervisor.ty-rmo', 'dispatcher'],
    body: { agencyCode: 'TY-TRA', reason: 'x' },
  },
  'POST /cases/:caseNo/remove-co-handler': {
    who: ['supervisor.ty-rmo', 'dispatcher'],
    body: { agencyCode: 'TY-TRA', reason: 'x' },
  },
  'POST /cases/:caseNo/note': { who: STAFF.filter((account) => account !== 'auditor'), body: { text: 'x' } },
  'POST /cases/:caseNo/submit-reply': { who: AGENCY, body: { text: 'x', outcome: 'UPHELD' } },
  'POST /cases/:caseNo/close': { who: AGENCY, body: { reply: 'x', outcome: 'UPHELD' } },
  'POST /cases/:caseNo/approve-reply': { who: ['supervisor.ty-rmo', 'city'], body: {} },
  'POST /cases/:caseNo/reject-reply': { who: ['supervisor.ty-rmo', 'city'], body: {} },
  'POST /cases/:caseNo/take-back': { who: ['supervisor.ty-rmo', 'dispatcher'], body: { reason: 'x' } },
  'POST /cases/bulk': {
    who: STAFF.filter((account) => account !== 'auditor'),
    body: { command: 'note', caseNos: ['C26-000000-0'], body: { text: 'x' } },
  },
  'POST /cases/:caseNo/recuse': {
    who: ['dispatcher', 'supervisor.ty-rmo', 'city'],
    body: { agencyCode: 'TY-LIB', reason: 'x' },
  },
  'POST /cases/:caseNo/lift-recusal': {
    who: ['dispatcher', 'supervisor.ty-rmo', 'city'],
    body: { agencyCode: 'TY-LIB', reason: 'x' },
  },
  'GET /cases/:caseNo/replies': { who: READERS, ways: ['CATEGORY_OWNER', 'FORMER'] },
  'GET /reply-templates': { who: AGENCY },
  'GET /legal-remedies': { who: AGENCY },
  'POST /cases/:caseNo/merge': { who: ['dispatcher', 'supervisor.ty-rmo'], body: { intoCaseNo: 'C26-000001-9', reason: 'x' } },
  'POST /cases/:caseNo/unmerge': { who: ['dispatcher', 'supervisor.ty-rmo'], body: { reason: 'x' } },
  'POST /cases/:caseNo/set-parent': {
    who: ['dispatcher', 'supervisor.ty-rmo', 'city'],
    body: { parentCaseNo: 'C26-000001-9', reason: 'x' },
  },
  'POST /cases/:caseNo/clear-parent': { who: ['dispatcher', 'supervisor.ty-rmo', 'city'], body: { reason: 'x' } },
  'POST /cases/:caseNo/check-new-fact': {
    who: ['dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo'],
    body: { newFact: false, reason: 'x' },
  },
  'POST /cases/:caseNo/reopen': { who: ['dispatcher', 'city'], body: { reason: 'x' } },
  'GET /calendar/days': { who: [...STAFF, 'admin'] },
  'PUT /calendar/days/:date': { about: 'the city’s calendar', who: ['city', 'admin'] },
  'POST /calendar/preview': { who: ['city', 'admin'] },
  'POST /calendar/import': { who: ['city', 'admin'] },
  'POST /calendar/import/preview': { who: ['city', 'admin'] },
  'GET /jobs/:id': { about: 'the city’s calendar, which is no secret', who: [...STAFF, 'admin'] },
  'POST /cases/:caseNo/no-action': {
    who: ['supervisor.ty-rmo', 'dispatcher'],
    body: { ground: 'COPY_ONLY', note: 'x' },
  },
  'POST /cases/:caseNo/withdraw': { who: ['operator'], body: { reason: 'x' } },
  'POST /cases/:caseNo/recategorise': {
    who: ['dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo', 'city'],
    body: { categoryCode: 'TF-002', reason: 'x' },
  },
  'POST /cases/:caseNo/track': { who: ['city'], body: { until: '2026-12-31', reason: 'x' } },
  'POST /cases/:caseNo/promise': { who: [...AGENCY, 'city'], body: { until: '2026-12-31', text: 'x' } },
  'POST /cases/:caseNo/keep-promise': {
    who: [...AGENCY, 'city'],
    body: { promiseId: '00000000-0000-4000-8000-000000000000', note: 'x' },
  },
  'GET /precedents': { who: ['dispatcher', 'supervisor.ty-rmo', 'city', 'auditor'] },
  'GET /reroutings': { who: ['city', 'auditor'] },
  'POST /cases/:caseNo/request-extension': {
    who: AGENCY,
    body: { until: '2026-11-30', reasonCode: 'SITE_VISIT', reason: 'x' },
  },
  'POST /cases/:caseNo/approve-extension': { who: ['supervisor.ty-rmo', 'city'], body: {} },
  'POST /cases/:caseNo/reject-extension': { who: ['supervisor.ty-rmo', 'city'], body: {} },
  'GET /cases/:caseNo/extensions': { who: READERS, ways: ['CATEGORY_OWNER'] },
  'POST /cases/:caseNo/request-supplement': { who: AGENCY, body: { question: 'x', replyWithinDays: 3 } },
  'POST /cases/:caseNo/receive-supplement': { who: ['operator', ...AGENCY], body: { text: 'x' } },
  'GET /public/supplements/:token': { who: 'PUBLIC' },
  'POST /public/supplements/:token': { who: 'PUBLIC' },
  'GET /reminders': { who: [...STAFF, 'admin'] },
  'GET /surveys': { who: ['city'] },
  'GET /survey-calls': { who: ['operator'] },
  'POST /survey-calls/:id/claim': {
    about: 'a call about a case of the city or the caller’s district: scope.e2e.ts',
    who: ['operator'],
  },
  'POST /survey-calls/:id/attempt': {
    about: 'a call about a case of the city or the caller’s district: scope.e2e.ts',
    who: ['operator'],
    body: { outcome: 'REFUSED' },
  },
  'POST /survey-calls/:id/answer': {
    about: 'a call about a case of the city or the caller’s district: scope.e2e.ts',
    who: ['operator'],
    body: { overall: 5 },
  },
  'POST /survey-calls/:id/reopen-request': {
    about: 'a call about a case of the city or the caller’s district: scope.e2e.ts',
    who: ['operator'],
    body: { reason: 'x' },
  },
  'GET /voice-response/surveys': { who: 'MACHINE' },
  'POST /voice-response/surveys/:id': { who: 'MACHINE', body: { overall: 5 } },
  'GET /survey-reviews': { who: ['city'] },
  'POST /survey-reviews/:id/resolve': {
    about: 'a review of a case of the city or the caller’s district: scope.e2e.ts',
    who: ['city'],
    body: { finding: 'NOT_SOLVED', note: 'x' },
  },
  'GET /reopen-requests': { who: ['dispatcher', 'city'] },
  'POST /reopen-requests/:id/approve': {
    about: 'a request about a case of the city or the caller’s district: scope.e2e.ts',
    who: ['dispatcher', 'city'],
    body: { note: 'x' },
  },
  'POST /reopen-requests/:id/reject': {
    about: 'a request about a case of the city or the caller’s district: scope.e2e.ts',
    who: ['dispatcher', 'city'],
    body: { note: 'x' },
  },
  'POST /disasters': { who: ['city'] },
  'GET /disasters': { who: STAFF },
  'GET /disasters/current': { who: STAFF },
  'GET /disasters/:id/clocks': { about: 'a disaster, which is no secret', who: STAFF },
  'POST /disasters/:id/end': { about: 'a disaster, which is the whole city’s', who: ['city'], body: { reason: 'x' } },
  'GET /public/notices': { who: 'PUBLIC' },
  'GET /api-keys': { who: ['admin'] },
  'POST /api-keys': { who: ['admin'], body: {} },
  'POST /api-keys/:id/rotate': { about: 'a key, which are all the administrators’', who: ['admin'], body: {} },
  'DELETE /api-keys/:id': { about: 'a key, which are all the administrators’', who: ['admin'] },
  'GET /public/challenges': { who: 'PUBLIC' },
  'GET /outbox': { who: ['admin'] },
  'GET /ops/attention': { who: ['city', 'admin'] },
  'GET /ops/attention/:kind': { about: 'a kind of number, of the whole city', who: ['city', 'admin'] },
  'POST /vault/rotations': { who: ['admin'] },
  'GET /vault/rotations/:id': { about: 'a change of the keys, which are the whole city’s', who: ['admin'] },
  'GET /dev/clock': { who: ['admin'] },
  'POST /dev/clock': { who: ['admin'] },
};
