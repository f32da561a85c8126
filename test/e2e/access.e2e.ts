import { pothole } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { routesOf } from '../support/routes.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

/** One account per role; those of agencies belong to the one that leads the case of this test. */
const ACCOUNTS = [
  'operator',
  'dispatcher',
  'handler.ty-rmo',
  'supervisor.ty-rmo',
  'city',
  'village',
  'admin',
  'auditor',
] as const;
type Account = (typeof ACCOUNTS)[number];
const EVERYBODY: readonly Account[] = ACCOUNTS;
const READERS: readonly Account[] = ['operator', 'dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo', 'city', 'auditor'];
const AGENCY: readonly Account[] = ['handler.ty-rmo', 'supervisor.ty-rmo'];

interface Row {
  /** `PUBLIC`: anybody, signed in or not. `MACHINE`: no person, whoever it is. */
  readonly who: 'PUBLIC' | 'MACHINE' | readonly Account[];
  /** What a right request sends, where access alone would not be asked otherwise. */
  readonly body?: object;
}

/** Who may call what, as the contract says it. A route that is not here has not been thought about. */
const MATRIX: Readonly<Record<string, Row>> = {
  'GET /healthz': { who: 'PUBLIC' },
  'GET /readyz': { who: 'PUBLIC' },
  'GET /metrics': { who: 'PUBLIC' },
  'GET /agencies': { who: 'PUBLIC' },
  'GET /categories': { who: 'PUBLIC' },
  'GET /areas': { who: 'PUBLIC' },
  'POST /auth/login': { who: 'PUBLIC' },
  'POST /auth/logout': { who: EVERYBODY },
  'GET /auth/me': { who: EVERYBODY },
  'POST /auth/password': { who: EVERYBODY },
  'POST /auth/password-resets': { who: 'PUBLIC' },
  'POST /auth/password-resets/use': { who: 'PUBLIC' },
  'GET /me/sessions': { who: EVERYBODY },
  'DELETE /me/sessions': { who: EVERYBODY },
  'DELETE /me/sessions/:sessionId': { who: EVERYBODY },
  'POST /accounts': { who: ['supervisor.ty-rmo', 'admin'] },
  'GET /accounts': { who: ['supervisor.ty-rmo', 'admin', 'auditor'] },
  'GET /accounts/review': { who: ['admin', 'auditor'] },
  'GET /accounts/:accountId': { who: ['supervisor.ty-rmo', 'admin', 'auditor'] },
  'PUT /accounts/:accountId': { who: ['admin'] },
  'POST /accounts/:accountId/approve': { who: ['admin'] },
  'POST /accounts/:accountId/reject': { who: ['admin'] },
  'POST /accounts/:accountId/disable': { who: ['admin'] },
  'POST /accounts/:accountId/enable': { who: ['admin'] },
  'POST /accounts/:accountId/reset-password': { who: ['admin'] },
  'DELETE /accounts/:accountId/sessions': { who: ['admin'] },
  'GET /me/deputy': { who: EVERYBODY },
  'PUT /me/deputy': { who: EVERYBODY },
  'DELETE /me/deputy': { who: EVERYBODY },
  'GET /me/lists': { who: READERS },
  'POST /me/lists': { who: READERS },
  'PUT /me/lists/:listId': { who: READERS },
  'DELETE /me/lists/:listId': { who: READERS },
  'PUT /me/looked': { who: READERS, body: {} },
  'PUT /me/shortlist/:caseNo': { who: READERS },
  'DELETE /me/shortlist/:caseNo': { who: READERS },
  'GET /accounts/:accountId/deputy': { who: ['supervisor.ty-rmo'] },
  'PUT /accounts/:accountId/deputy': {
    who: ['supervisor.ty-rmo'],
    body: { deputyId: '00000000-0000-4000-8000-000000000000', from: '2026-11-20', until: '2026-11-20' },
  },
  'DELETE /accounts/:accountId/deputy': { who: ['supervisor.ty-rmo'] },
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
  'POST /petitions': { who: ['operator', 'dispatcher', 'handler.ty-rmo', 'city'] },
  'POST /petitions/repeats': { who: ['operator', 'dispatcher', 'handler.ty-rmo', 'city'], body: {} },
  'POST /routing/explain': { who: ['operator', 'dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo', 'city'] },
  'GET /cases': { who: READERS },
  'GET /cases/:caseNo': { who: READERS },
  'GET /cases/:caseNo/events': { who: READERS },
  'GET /cases/:caseNo/petitions': { who: READERS },
  'GET /cases/:caseNo/children': { who: READERS },
  'GET /cases/:caseNo/repeats': { who: READERS },
  'GET /cases/:caseNo/routing': { who: READERS },
  'GET /cases/:caseNo/clock': { who: READERS },
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
  'POST /cases/:caseNo/note': { who: READERS.filter((account) => account !== 'auditor'), body: { text: 'x' } },
  'POST /cases/:caseNo/submit-reply': { who: AGENCY, body: { text: 'x', outcome: 'UPHELD' } },
  'POST /cases/:caseNo/close': { who: AGENCY, body: { reply: 'x', outcome: 'UPHELD' } },
  'POST /cases/:caseNo/approve-reply': { who: ['supervisor.ty-rmo', 'city'], body: {} },
  'POST /cases/:caseNo/reject-reply': { who: ['supervisor.ty-rmo', 'city'], body: {} },
  'POST /cases/:caseNo/take-back': { who: ['supervisor.ty-rmo', 'dispatcher'], body: { reason: 'x' } },
  'POST /cases/bulk': {
    who: READERS.filter((account) => account !== 'auditor'),
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
  'GET /cases/:caseNo/replies': { who: READERS },
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
  'GET /calendar/days': { who: [...READERS, 'admin'] },
  'PUT /calendar/days/:date': { who: ['city', 'admin'] },
  'POST /calendar/preview': { who: ['city', 'admin'] },
  'POST /calendar/import': { who: ['city', 'admin'] },
  'POST /calendar/import/preview': { who: ['city', 'admin'] },
  'GET /jobs/:id': { who: [...READERS, 'admin'] },
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
  'GET /cases/:caseNo/extensions': { who: READERS },
  'POST /cases/:caseNo/request-supplement': { who: AGENCY, body: { question: 'x', replyWithinDays: 3 } },
  'POST /cases/:caseNo/receive-supplement': { who: ['operator', ...AGENCY], body: { text: 'x' } },
  'GET /public/supplements/:token': { who: 'PUBLIC' },
  'POST /public/supplements/:token': { who: 'PUBLIC' },
  'GET /reminders': { who: [...READERS, 'admin'] },
  'GET /surveys': { who: ['city'] },
  'GET /survey-calls': { who: ['operator'] },
  'POST /survey-calls/:id/claim': { who: ['operator'] },
  'POST /survey-calls/:id/attempt': { who: ['operator'], body: { outcome: 'REFUSED' } },
  'POST /survey-calls/:id/answer': { who: ['operator'], body: { overall: 5 } },
  'POST /survey-calls/:id/reopen-request': { who: ['operator'], body: { reason: 'x' } },
  'GET /voice-response/surveys': { who: 'MACHINE' },
  'POST /voice-response/surveys/:id': { who: 'MACHINE', body: { overall: 5 } },
  'GET /survey-reviews': { who: ['city'] },
  'POST /survey-reviews/:id/resolve': { who: ['city'], body: { finding: 'NOT_SOLVED', note: 'x' } },
  'GET /reopen-requests': { who: ['dispatcher', 'city'] },
  'POST /reopen-requests/:id/approve': { who: ['dispatcher', 'city'], body: { note: 'x' } },
  'POST /reopen-requests/:id/reject': { who: ['dispatcher', 'city'], body: { note: 'x' } },
  'POST /disasters': { who: ['city'] },
  'GET /disasters': { who: READERS },
  'GET /disasters/current': { who: READERS },
  'GET /disasters/:id/clocks': { who: READERS },
  'POST /disasters/:id/end': { who: ['city'], body: { reason: 'x' } },
  'GET /public/notices': { who: 'PUBLIC' },
  'GET /api-keys': { who: ['admin'] },
  'POST /api-keys': { who: ['admin'], body: {} },
  'POST /api-keys/:id/rotate': { who: ['admin'], body: {} },
  'DELETE /api-keys/:id': { who: ['admin'] },
  'GET /public/challenges': { who: 'PUBLIC' },
  'GET /outbox': { who: ['admin'] },
  'GET /ops/attention': { who: ['city', 'admin'] },
  'GET /ops/attention/:kind': { who: ['city', 'admin'] },
  'POST /vault/rotations': { who: ['admin'] },
  'GET /vault/rotations/:id': { who: ['admin'] },
  'GET /dev/clock': { who: ['admin'] },
  'POST /dev/clock': { who: ['admin'] },
};

let city: TestApp;
let caseNo: string;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  caseNo = (await (await city.as('operator')).post('/petitions', pothole)).body.case.caseNo;
});

afterAll(() => city.close());

const NOBODYS = 'C26-000000-0';

/** Asks a route as if it were meant, about a case where it is about one. */
function call(client: Client, route: string, about: string): Promise<Answer> {
  const address = route.split(' ')[1]!.replace(':caseNo', about).replace(/:\w+/, 'x');
  const body = MATRIX[route]!.body ?? { unknown: 1 };
  switch (route.split(' ')[0]) {
    case 'GET':
      return client.get(address);
    case 'PUT':
      return client.put(address, body);
    case 'DELETE':
      return client.delete(address);
    default:
      return client.post(address, body);
  }
}

test('every route of the program stands in the matrix, and nothing else', () => {
  expect(routesOf(city).sort()).toEqual(Object.keys(MATRIX).sort());
});

const CLOSED = Object.entries(MATRIX).flatMap(([route, { who }]) => (typeof who === 'string' ? [] : [[route, who] as const]));

test.each(CLOSED)('%s asks who is there', async (route) => {
  expectProblem(await call(city.citizen, route, caseNo), { status: 401, code: 'auth.required' });
});

test.each(CLOSED)('%s refuses every role but those it is for', async (route, who) => {
  for (const account of ACCOUNTS) {
    const client = route.endsWith('/logout') ? await city.signIn(account) : await city.as(account);
    const answer = await call(client, route, route.startsWith('GET') ? caseNo : NOBODYS); // the case must stay as it is
    if (who.includes(account)) expect([account, [401, 403].includes(answer.status)]).toEqual([account, false]);
    else expectProblem(answer, { status: 403, code: 'auth.not_allowed' });
  }
});

test.each(CLOSED.filter(([route]) => route.includes(':caseNo')))('%s is not for another agency’s case', async (route, who) => {
  for (const account of who.filter((name) => name.includes('.'))) {
    const stranger = await city.as(account.replace('ty-rmo', 'ty-lib'));
    expectProblem(await call(stranger, route, caseNo), { status: 404, code: 'case.not_found' });
  }
});

test.each(Object.keys(MATRIX).filter((route) => MATRIX[route]!.who === 'PUBLIC'))('%s is open to anybody', async (route) => {
  expect([401, 403]).not.toContain((await call(city.citizen, route, caseNo)).status);
});

test.each(Object.keys(MATRIX).filter((route) => MATRIX[route]!.who === 'MACHINE'))('%s is for no account', async (route) => {
  for (const client of [city.citizen, ...(await Promise.all(ACCOUNTS.map((account) => city.as(account))))])
    expectProblem(await call(client, route, caseNo), { status: 401, code: 'auth.signature_wrong' });
});
