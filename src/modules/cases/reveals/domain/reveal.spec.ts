import type { Actor, Office } from '../../../../kernel/actor.ts';
import { type AskedPetition, decideReveal, REVEAL_PURPOSES, type RevealRequest, showsOrigin, type Standing } from './reveal.ts';

const AT = new Date('2026-11-20T01:00:00.000Z');
const asked: AskedPetition = { caseId: 'c', petitionId: 'p', petitionNo: 'P26-000001-9', identityLevel: 'NAMED', secret: false };
const secret: AskedPetition = { ...asked, identityLevel: 'CONFIDENTIAL', secret: true };
const request: RevealRequest = { id: 'r', purpose: 'CONTACT', note: null, at: AT, minutes: 10 };
const atA: Standing = { looksAfter: false, agencyCode: 'A', custodian: false };
const cityWide: Standing = { looksAfter: true, agencyCode: null, custodian: false };

const somebody = (...roles: readonly Office[]): Actor => ({
  kind: 'STAFF',
  id: 'a',
  name: '承辦人',
  username: 'handler.a',
  roles,
  permissions: new Map(),
  scope: { all: false, agencyCodes: ['A'] },
});
const ABOVE = { all: false, agencyCodes: ['B'], belowCodes: ['A'] } as const;
const handler = somebody({ role: 'HANDLER', agencyCode: 'A' });
const supervisor = somebody({ role: 'AGENCY_SUPERVISOR', agencyCode: 'A' });

test('whoever works on a case is shown who petitioned, for some minutes, and the agency is remembered for which', () => {
  const { reveal, fact } = decideReveal(handler, asked, atA, request);
  expect(reveal).toMatchObject({
    accountId: 'a',
    agencyCode: 'A',
    purpose: 'CONTACT',
    expiresAt: new Date('2026-11-20T01:10:00.000Z'),
  });
  expect(fact).toMatchObject({ subject: { kind: 'petition', id: 'p' }, data: { revealId: 'r', reportedTo: 'AGENCY' } });
});

test('the record says why, never what somebody wrote about it', () => {
  const { reveal, fact } = decideReveal(handler, asked, atA, { ...request, purpose: 'OTHER', note: '陳情人王小明來電' });
  expect(reveal.note).toBe('陳情人王小明來電');
  expect(JSON.stringify(fact)).not.toContain('王小明');
});

test.each([
  ['a handler’s', handler, atA, 'AGENCY'],
  ['a supervisor’s own', supervisor, atA, 'CITY'],
  ['those of who works for the whole city', somebody({ role: 'OPERATOR', agencyCode: null }), cityWide, 'CITY'],
  [
    'those of a supervisor’s deputy',
    { ...handler, standsInFor: [{ id: 'b', name: '主管', roles: supervisor.roles }] },
    atA,
    'CITY',
  ],
  [
    'those of the supervisor of an agency above',
    { ...somebody({ role: 'AGENCY_SUPERVISOR', agencyCode: 'B' }), scope: ABOVE },
    atA,
    'CITY',
  ],
  ['those of the supervisor of another agency', somebody({ role: 'AGENCY_SUPERVISOR', agencyCode: 'B' }), atA, 'AGENCY'],
] as const)('%s reveals are told to somebody else than themselves', (_, actor, standing, reportedTo) => {
  expect(decideReveal(actor, asked, standing, request).fact.data.reportedTo).toBe(reportedTo);
});

test.each([
  ['who sees the case but does not work on it', asked, { ...atA, agencyCode: null }, request, 'reveal.not_on_case'],
  ['who is no custodian, of a secret', secret, atA, request, 'reveal.custodian_only'],
  ['who is no custodian, for the whole city', secret, cityWide, request, 'reveal.custodian_only'],
  ['a custodian who does not work on it', secret, { ...atA, agencyCode: null, custodian: true }, request, 'reveal.not_on_case'],
  ['who says that it is for something else', asked, atA, { ...request, purpose: 'OTHER' }, 'reveal.note_required'],
  ['who says that it is for the law', asked, atA, { ...request, purpose: 'LEGAL' }, 'reveal.note_required'],
] as const)('nobody is shown to one %s', (_, petition, standing, sent, code) => {
  expect(() => decideReveal(handler, petition, standing, sent)).toThrow(expect.objectContaining({ code }));
});

test('a secret is shown to its custodian', () => {
  const { reveal } = decideReveal(handler, secret, { ...atA, custodian: true }, request);
  expect(reveal.identityLevel).toBe('CONFIDENTIAL');
});

test('from where a petition was sent is told to a custodian for the law, and to nobody else', () => {
  const told = (custodian: boolean) => REVEAL_PURPOSES.filter((purpose) => showsOrigin(purpose, { custodian }));
  expect([told(true), told(false)]).toEqual([['LEGAL'], []]);
});
