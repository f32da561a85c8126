import { type Kind, KINDS } from './foreign-cases.ts';
import type { ListQuery } from './list-queries.ts';
import { HERE, type Reader } from './list-readers.ts';

/** A list of what is about cases. */
export interface CaseList {
  /** Which of the cases stand in it. */
  readonly holds: readonly Kind[];
  readonly roles: readonly string[];
  /** Whether it is for nobody who holds the role for one district. */
  readonly cityOnly?: boolean;
  /** What agencies find in it that do not work on the case now. */
  readonly former?: Readonly<Record<string, readonly Kind[]>>;
  /** What agencies find in it that help with the case. */
  readonly helped?: Readonly<Record<string, readonly Kind[]>>;
  /** Whether all that happens stands in it, so that a page of it need not show a case. */
  readonly endless?: boolean;
}

const LOOKING_AFTER = ['OPERATOR', 'DISPATCHER', 'CITY_SUPERVISOR', 'AUDITOR'];
const WORKING = ['HANDLER', 'AGENCY_SUPERVISOR', 'MACHINE'];
const NONE_OF_A_CASE = 'nothing of a case';
const NUMBERS = 'numbers of the whole city';
const ONES_OWN = 'what is one’s own';

/** What every list shows to whom; in words: why it can show no case. What answers to an address and does not stand here fails the tests. */
export const LISTS: Readonly<Record<string, CaseList | string>> = {
  'GET /cases': {
    ...{ holds: KINDS, roles: [...LOOKING_AFTER, ...WORKING] },
    ...{ former: { 'TY-LIB': ['waiting'] }, helped: { 'TY-RMO': ['waiting'] } },
  },
  'GET /reminders': {
    holds: ['waiting', 'secret'],
    roles: [...LOOKING_AFTER, ...WORKING, 'ADMIN'],
    helped: { 'TY-RMO': ['waiting'] },
  },
  'GET /surveys': { holds: ['closed', 'called'], roles: ['CITY_SUPERVISOR'] },
  'GET /survey-calls': { holds: ['called'], roles: ['OPERATOR'] },
  'GET /survey-reviews': { holds: ['closed'], roles: ['CITY_SUPERVISOR'] },
  'GET /reopen-requests': { holds: ['closed'], roles: ['DISPATCHER', 'CITY_SUPERVISOR'] },
  'GET /precedents': {
    holds: ['waiting', 'secret'],
    roles: ['DISPATCHER', 'CITY_SUPERVISOR', 'AUDITOR', 'AGENCY_SUPERVISOR', 'MACHINE'],
    former: { 'TY-LIB': ['waiting'] },
    helped: { 'TY-RMO': ['waiting'] },
  },
  'GET /reveals': { holds: ['waiting'], roles: ['CITY_SUPERVISOR', 'AUDITOR', 'AGENCY_SUPERVISOR'], cityOnly: true },
  'GET /audit/facts': { holds: KINDS, roles: ['AUDITOR'], cityOnly: true },
  'GET /outbox': { holds: KINDS, roles: ['ADMIN'], cityOnly: true, endless: true },
  'GET /voice-response/surveys': 'for a machine alone',
  'GET /reroutings': NUMBERS,
  'GET /ops/attention': NUMBERS,
  'GET /audit/review': NUMBERS,
  'GET /audit/reviews': NUMBERS,
  'GET /retention/batches': NUMBERS,
  'GET /metrics': NUMBERS,
  'GET /me/lists': ONES_OWN,
  'GET /me/deputy': ONES_OWN,
  'GET /me/sessions': ONES_OWN,
  'GET /me/second-factor': ONES_OWN,
  'GET /auth/me': ONES_OWN,
  'GET /accounts': NONE_OF_A_CASE,
  'GET /accounts/review': NONE_OF_A_CASE,
  'GET /agencies': NONE_OF_A_CASE,
  'GET /api-keys': NONE_OF_A_CASE,
  'GET /areas': NONE_OF_A_CASE,
  'GET /auth/oidc/callback': NONE_OF_A_CASE,
  'GET /auth/oidc/login': NONE_OF_A_CASE,
  'GET /calendar/days': NONE_OF_A_CASE,
  'GET /categories': NONE_OF_A_CASE,
  'GET /custodians': NONE_OF_A_CASE,
  'GET /dev/clock': NONE_OF_A_CASE,
  'GET /disasters': NONE_OF_A_CASE,
  'GET /disasters/current': NONE_OF_A_CASE,
  'GET /healthz': NONE_OF_A_CASE,
  'GET /legal-remedies': NONE_OF_A_CASE,
  'GET /public/challenges': NONE_OF_A_CASE,
  'GET /public/notices': NONE_OF_A_CASE,
  'GET /readyz': NONE_OF_A_CASE,
  'GET /reply-templates': NONE_OF_A_CASE,
};

const NONE: readonly Kind[] = [];

/** Which of the cases somebody works on or looks after; of one that complains of them, nobody. */
const reaches = ({ agencyCode, districtCode, recused }: Reader): boolean =>
  !recused && (agencyCode === undefined ? districtCode === undefined || districtCode === HERE : agencyCode === 'TY-TRA');

const ofAgency = (those: CaseList['former'], { agencyCode = '' }: Reader): readonly Kind[] => those?.[agencyCode] ?? NONE;

/** What somebody finds in a list to work on, or to look after. */
const reachedIn = (list: CaseList, reader: Reader): readonly Kind[] =>
  reaches(reader) ? list.holds : ofAgency(list.helped, reader);

/** What a list shows to somebody, however they ask for it. */
export function foundBy(list: CaseList | string, reader: Reader): readonly Kind[] {
  if (typeof list === 'string' || !list.roles.includes(reader.role)) return NONE;
  if (list.cityOnly === true && reader.districtCode !== undefined) return NONE;
  return [...reachedIn(list, reader), ...(reaches(reader) ? NONE : ofAgency(list.former, reader))];
}

/** What `GET /cases` shows of that to somebody who asks what waits for them, or for what they may read in one way. */
export function foundAmongCases(list: CaseList, reader: Reader, { approval, access, q }: ListQuery): readonly Kind[] {
  const found = foundBy(list, reader);
  const isFull = access === undefined || access === 'FULL';
  if (approval !== undefined) return isFull && reader.role === 'CITY_SUPERVISOR' ? found.filter(isWaiting) : NONE;
  if (isFull) return found.filter((kind) => reachedIn(list, reader).includes(kind));
  return access === 'FORMER' && !isWords(q) ? found.filter((kind) => !reachedIn(list, reader).includes(kind)) : NONE;
}

/** Whoever had a case finds it by its number, and not by what is not shown to them. */
const isWords = (q: string | undefined): boolean => q !== undefined && !q.startsWith('C');

const isWaiting = (kind: Kind): boolean => kind === 'waiting' || kind === 'secret';
