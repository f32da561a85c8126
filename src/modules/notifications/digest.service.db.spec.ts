import { addAccount, addAgency, addLeg } from '../../../test/support/case-rows.ts';
import { Clockwork } from '../../../test/support/clockwork.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { shippedTemplates } from '../../../test/support/shipped-texts.ts';
import { messagesOf, sealedMessages } from '../../../test/support/vault.ts';
import { SYSTEM } from '../../kernel/actor.ts';
import { civilDate } from '../../kernel/civil-date.ts';
import { sql } from '../../platform/database/index.ts';
import { DigestLineRepository } from '../deadlines/index.ts';
import { AccountDirectory, WHOLE_CITY } from '../identity/index.ts';
import { DigestLetters } from './digest-letters.service.ts';
import { DigestRepository } from './digest.repository.ts';
import { Digests } from './digest.service.ts';
import { MessageRepository } from './message.repository.ts';

const RECEIVED = new Date('2026-11-20T01:30:00.000Z');
/** Warned when the offices open on Thursday, due on Friday when they close, overdue when they open on Monday. */
const WARNING = new Date('2026-11-26T00:30:00.000Z');
const DUE = new Date('2026-11-27T09:30:00.000Z');
const SATURDAY = new Date('2026-11-28T02:00:00.000Z');
const OVERDUE = new Date('2026-11-30T00:30:00.000Z');
const TUESDAY = new Date('2026-12-01T00:30:00.000Z');

const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

const settings = {
  cityName: { 'zh-TW': '桃園市政府', en: 'Taoyuan City Government' },
  hotlineNumber: '1999',
  timeZone: 'Asia/Taipei',
  publicUrl: 'https://1999.example',
  templates: shippedTemplates('taoyuan'),
};

const clock = new SetClock(RECEIVED);
let work: Clockwork;
let digests: Digests;

beforeEach(async () => {
  clock.at = RECEIVED;
  work = await Clockwork.start(clock);
  await addAgency(work.database, 'A-1', '甲處', 'Office A');
  await addAccount(work.database, { username: 'hand', email: 'h@a.example', role: 'HANDLER', agencyCode: 'A-1' });
  await addAccount(work.database, { username: 'boss', role: 'AGENCY_SUPERVISOR', agencyCode: 'A-1' });
  const letters = new DigestLetters(
    new DigestRepository(),
    new AccountDirectory(),
    new MessageRepository(sealedMessages),
    settings,
  );
  digests = new Digests(work.database, new DigestLineRepository(), letters, work.calendars, clock);
});

afterEach(() => work.stop());

interface Begun {
  readonly caseId: string;
  readonly caseNo: string;
  readonly deadlineId: string;
}

async function begin(): Promise<Begun> {
  const begun = await work.begin(RECEIVED, { leadAgencyCode: 'A-1' });
  const [row] = await work.database.query<{ caseNo: string }>(sql`
    SELECT c.case_no AS "caseNo" FROM cases c WHERE c.id = ${begun.caseId}`);
  return { ...begun, caseNo: row!.caseNo };
}

async function ringAt(at: Date, ...begun: readonly Begun[]): Promise<void> {
  clock.at = at;
  await work.reminders.remind(begun.map(({ deadlineId }) => ({ deadlineId, version: 1 })));
}

async function sent(): Promise<{ recipient: string; subject: string; body: string; caseId: string | null }[]> {
  const found = await messagesOf<{ readonly caseId: string | null; readonly createdAt: Date }>(
    work.database,
    sql`SELECT m.id, m.sealed, m.case_id AS "caseId", m.created_at AS "createdAt" FROM messages m`,
  );
  const order = ({ createdAt, recipient }: (typeof found)[number]): string => `${createdAt.toISOString()} ${recipient}`;
  const sorted = found.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return sorted.map(({ recipient, subject, body, caseId }) => ({ recipient, subject, body, caseId }));
}
const recipients = async (): Promise<string[]> => (await sent()).map(({ recipient }) => recipient);

test('what rang since the last opening comes as one message, each case once with all its steps', async () => {
  const [first, second] = [await begin(), await begin()];
  await ringAt(DUE, first, second);
  expect(await digests.run()).toBe(0);
  expect(await digests.next()).toEqual(OVERDUE);
  await ringAt(OVERDUE, first);
  await ringAt(OVERDUE, second);
  expect(await digests.run()).toBe(2);
  const [boss, handler] = await sent();
  expect(handler).toMatchObject({ recipient: 'h@a.example', subject: '【稽催彙整】2026-11-30 共 2 件', caseId: null });
  for (const { caseNo } of [first, second]) {
    expect(handler!.body.split(caseNo)).toHaveLength(2);
    expect(handler!.body).toMatch(new RegExp(`・${caseNo}\u3000期限已到、逾期\u3000期限：2026年11月27日（五）17:30`));
  }
  expect(boss).toMatchObject({ recipient: 'account:boss' });
  expect(boss!.body).toContain(`${first.caseNo}\u3000逾期\u3000`);
  expect(await digests.run()).toBe(0);
  expect(await digests.next()).toBeNull();
});

test('of many that write digests at the same moment one writes each', async () => {
  const begun = await Promise.all([1, 2, 3].map(begin));
  await ringAt(DUE, ...begun);
  await ringAt(OVERDUE, ...begun);
  await Promise.all([1, 2, 3, 4].map(() => digests.run()));
  expect(await recipients()).toEqual(['account:boss', 'h@a.example']);
});

test('what comes too late for today’s digest is in tomorrow’s', async () => {
  const [early, late] = [await begin(), await begin()];
  await ringAt(WARNING, early);
  clock.at = minutesAfter(WARNING, 10); // longer it does not wait for the other
  expect(await digests.run()).toBe(1);
  await ringAt(minutesAfter(WARNING, 11), late);
  await digests.run();
  expect(await recipients()).toEqual(['h@a.example']);
  clock.at = new Date('2026-11-27T00:30:00.000Z');
  await digests.run();
  const messages = await sent();
  expect(messages.map(({ recipient }) => recipient)).toEqual(['h@a.example', 'h@a.example']);
  expect(messages[1]!.body).toContain(late.caseNo);
  expect(messages[1]!.body).not.toContain(early.caseNo);
});

test('waits some minutes for an alarm that is late', async () => {
  const [early, late] = [await begin(), await begin()];
  await ringAt(WARNING, early);
  clock.at = minutesAfter(WARNING, 9);
  expect(await digests.run()).toBe(0);
  expect(await digests.next()).toEqual(minutesAfter(WARNING, 10));
  await ringAt(minutesAfter(WARNING, 9), late);
  expect(await digests.run()).toBe(1);
  expect((await sent())[0]!.subject).toContain('共 2 件');
});

test('says nothing of a case that was closed meanwhile', async () => {
  const [closed, open] = [await begin(), await begin()];
  await ringAt(DUE, closed, open);
  await work.database.query(sql`UPDATE cases SET closed_at = ${SATURDAY}, status = 'CLOSED' WHERE id = ${closed.caseId}`);
  await work.database.transaction((tx) => work.deadlines.stop(tx, closed.caseId, SATURDAY));
  await ringAt(OVERDUE, open);
  await digests.run();
  const [, handler] = await sent();
  expect(handler!.subject).toContain('共 1 件');
  expect(handler!.body).not.toContain(closed.caseNo);
});

describe('by the morning', () => {
  const MONDAY = new Date('2026-11-30T09:30:00.000Z');
  /** When it waits for no alarm any more. */
  const digestAt = async (opening: Date): Promise<string[]> => {
    clock.at = minutesAfter(opening, 10);
    await digests.run();
    return recipients();
  };

  test('what is due later now is told again then, and not before', async () => {
    const begun = await begin();
    await ringAt(DUE, begun);
    clock.at = minutesAfter(DUE, 90);
    const afternoon = { kind: 'OFF', from: 13 * 60, reason: '颱風' } as const;
    await work.database.transaction(async (tx) => {
      const version = await work.revisions.announce(tx, SYSTEM, civilDate('2026-11-27'), afternoon);
      await work.replannings.begin(tx, version);
    });
    await work.calendars.refresh();
    await work.replannings.work();
    expect(await digestAt(OVERDUE)).toEqual([]);
    clock.at = MONDAY;
    await work.reminders.remind([{ deadlineId: begun.deadlineId, version: 2 }]);
    expect(await digestAt(TUESDAY)).toEqual(['h@a.example']);
    expect((await sent())[0]!.body).toMatch(/期限已到\u3000期限：2026年11月30日（一）17:30/);
  });

  test('what has rung by the plan as it is now is told with the due instant as it is now', async () => {
    const begun = await begin();
    await ringAt(DUE, begun);
    await work.database.query(sql`UPDATE cases SET due_at = ${MONDAY} WHERE id = ${begun.caseId}`);
    await work.database.query(sql`UPDATE deadlines SET due_at = ${MONDAY} WHERE id = ${begun.deadlineId}`);
    await digestAt(OVERDUE);
    expect((await sent())[0]!.body).toContain('2026年11月30日');
  });

  test('what was extended is not told, though the ledger does not know yet', async () => {
    const begun = await begin();
    await ringAt(DUE, begun);
    await work.database.query(sql`UPDATE cases SET due_at = ${MONDAY} WHERE id = ${begun.caseId}`);
    expect(await digestAt(OVERDUE)).toEqual([]);
  });

  describe('a case has gone to another agency', () => {
    const goes = (caseId: string): Promise<unknown[]> =>
      work.database.query(sql`UPDATE cases SET lead_agency_code = 'A-2' WHERE id = ${caseId}`);
    const overdueElsewhere = async (): Promise<Begun> => {
      const begun = await begin();
      await ringAt(OVERDUE, begun);
      await goes(begun.caseId);
      return begun;
    };

    beforeEach(() => addAgency(work.database, 'A-2', '乙處', 'Office B'));

    test('those who had it read no more of it, but of what they still have', async () => {
      const gone = await overdueElsewhere();
      const left = await begin();
      await ringAt(OVERDUE, left);
      expect(await digestAt(OVERDUE)).toEqual(['account:boss', 'h@a.example']);
      for (const { body } of await sent()) {
        expect(body).toContain(left.caseNo);
        expect(body).not.toContain(gone.caseNo);
      }
    });

    test('the head of the body above still does', async () => {
      await overdueElsewhere();
      await work.database.query(sql`UPDATE agencies SET parent_code = 'A-1' WHERE code = 'A-2'`);
      expect(await digestAt(OVERDUE)).toEqual(['account:boss']);
    });

    test('those who help with it still do', async () => {
      const { caseId } = await overdueElsewhere();
      await addLeg(work.database, caseId, { agencyCode: 'A-1', role: 'CO_HANDLER', assignedAt: OVERDUE });
      expect(await digestAt(OVERDUE)).toEqual(['account:boss', 'h@a.example']);
    });

    test('those who watch over the whole city do too', async () => {
      await addAccount(work.database, { username: 'desk', role: 'DISPATCHER', agencyCode: WHOLE_CITY });
      const begun = await work.begin(RECEIVED);
      clock.at = DUE;
      await work.reminders.remind([{ deadlineId: begun.deadlineId, version: 1 }]);
      await goes(begun.caseId);
      expect(await digestAt(OVERDUE)).toEqual(['account:desk']);
    });
  });
});

test('waits for the next opening when the office turns out to be closed', async () => {
  const begun = await begin();
  await ringAt(DUE, begun);
  await work.database.query(sql`UPDATE digest_lines SET send_at = ${SATURDAY}`);
  clock.at = SATURDAY;
  expect(await digests.run()).toBe(0);
  expect(await digests.next()).toEqual(OVERDUE);
});

test('every line is a reminder that went out', async () => {
  const begun = await begin();
  for (const at of [WARNING, DUE, OVERDUE, TUESDAY]) {
    await ringAt(at, begun);
    await digests.run();
  }
  const rows = await work.database.query<{ step: string; told: number }>(sql`
    SELECT r.step, jsonb_array_length(r.recipients) AS told FROM reminders r ORDER BY r.sent_at`);
  expect(rows).toEqual([
    { step: 'EARLY_WARNING', told: 1 },
    { step: 'DUE', told: 1 },
    { step: 'OVERDUE_1', told: 2 },
    { step: 'OVERDUE_2', told: 2 },
  ]);
  expect(await recipients()).toEqual(['h@a.example', 'account:boss', 'h@a.example', 'account:boss', 'h@a.example']);
});
