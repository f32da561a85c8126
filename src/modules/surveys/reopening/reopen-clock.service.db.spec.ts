import { taipei } from '../../../../test/support/calendars.ts';
import { addCase, addPetition, addSurvey } from '../../../../test/support/case-rows.ts';
import { Clockwork } from '../../../../test/support/clockwork.ts';
import { SetClock } from '../../../../test/support/set-clock.ts';
import { ASK_EVERYBODY } from '../../../../test/support/survey-policy.ts';
import { SYSTEM } from '../../../kernel/actor.ts';
import { civilDate } from '../../../kernel/civil-date.ts';
import { newId } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../../platform/facts/index.ts';
import { ReopenAlarmRepository } from './reopen-alarm.repository.ts';
import { ReopenClocks } from './reopen-clock.service.ts';
import { ReopenRequestRepository } from './reopen-request.repository.ts';

/** A Wednesday; two working days end on Friday when the offices close. */
const ASKED = taipei('2026-11-18 10:00');
const HALF = taipei('2026-11-19 14:15');
const DUE = taipei('2026-11-20 17:30');
const MONDAY = taipei('2026-11-23 17:30');

const clock = new SetClock(ASKED);
const facts = new Facts(clock, new RelaySignal());
const requests = new ReopenRequestRepository();
let work: Clockwork;
let clocks: ReopenClocks;

beforeAll(async () => {
  work = await Clockwork.start(clock);
  clocks = new ReopenClocks(new ReopenAlarmRepository(), work.calendars, ASK_EVERYBODY, facts, clock);
});

afterAll(() => work.stop());

interface Asked {
  readonly id: string;
  readonly surveyId: string;
}

async function ask(): Promise<Asked> {
  const petition = await addPetition(work.database);
  const { id: caseId } = await addCase(work.database, [petition], { status: 'CLOSED', closings: 1, closedAt: ASKED });
  const surveyId = await addSurvey(work.database, { caseId, petitionId: petition.id, expiresAt: MONDAY });
  const id = newId();
  const request = {
    ...{ id, surveyId, petitionId: petition.id, caseId, closing: 1, reason: '還是有洞', requestedAt: ASKED, dueAt: DUE },
    ...({ state: 'OPEN', decidedAt: null, decidedBy: null, note: null } as const),
  };
  await work.database.transaction((tx) => requests.insert(tx, request, { ringAt: HALF, step: 'HALF' }));
  return { id, surveyId };
}

const timesOf = async ({ id }: Asked): Promise<unknown[]> =>
  work.database.query(sql`
    SELECT r.due_at AS "dueAt", r.ring_at AS "ringAt", r.ring_step AS step FROM reopen_requests r WHERE r.id = ${id}`);

test('a closure gives the city the working days that it was to have, once, and what is decided stays as it was', async () => {
  const [open, decided] = [await ask(), await ask()];
  await work.database.transaction(async (tx) => {
    const locked = await requests.lock(tx, decided.id, { all: true });
    await requests.saveDecision(tx, { ...locked, state: 'REJECTED', decidedAt: ASKED, decidedBy: newId(), note: 'x' });
  });
  await work.database.transaction((tx) =>
    work.revisions.announce(tx, SYSTEM, civilDate('2026-11-20'), { kind: 'OFF', reason: '颱風' }),
  );
  for (let times = 0; times < 2; times += 1) await work.database.transaction((tx) => clocks.recount(tx));
  expect(await timesOf(open)).toEqual([{ dueAt: MONDAY, ringAt: HALF, step: 'HALF' }]);
  expect(await timesOf(decided)).toEqual([{ dueAt: DUE, ringAt: null, step: null }]);
  expect((await facts.about(work.database, open.surveyId)).map(({ type }) => type)).toEqual(['survey.reopen_replanned']);
  expect(await facts.about(work.database, decided.surveyId)).toEqual([]);
});
