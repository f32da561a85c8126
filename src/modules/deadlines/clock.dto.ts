import { IsOptional } from 'class-validator';
import { BadPageCursor, decodeCursor, isInstant, IsText, PageQuery } from '../../platform/http/index.ts';
import type { ClockExplanation } from './domain/clock-explanation.ts';
import type { Recipient } from './domain/deadline-facts.ts';

export class ReminderQuery extends PageQuery {
  @IsText(40)
  @IsOptional()
  caseNo?: string;
}

export class RecipientView {
  accountId: string;
  username: string;
  level: string;
}

export class ReminderView {
  caseNo: string;
  step: string;
  dueAt: string;
  sentAt: string;
  recipients: RecipientView[];
}

export class LedgerLineView {
  kind: string;
  at: string;
  /** The due instant as it stood after this entry. */
  dueAt: string;
  calendarVersion: number | null;
  from: string | null;
  to: string | null;
  until: string | null;
  /** From when the time is counted since two cases were merged, or taken apart. */
  startedAt: string | null;
}

export class CountedDayView {
  date: string;
  kind: string;
  /** The how-manieth counted day; null for days that do not count. */
  number: number | null;
  /** Counted minutes; null for limits of days. */
  minutes: number | null;
  text: { 'zh-TW': string; en: string };
}

export class PlannedStepView {
  step: string;
  ringAt: string;
  state: string;
  recipients: string[];
}

export class TimeLimitView {
  value: number;
  unit: string;
}

export class ClockView {
  caseNo: string;
  state: string;
  sla: TimeLimitView | null;
  startedAt: string | null;
  dueAt: string | null;
  overdue: boolean;
  remainingMinutes: number | null;
  calendarVersion: number | null;
  /** False when a day was counted for which no office calendar has been published. */
  published: boolean;
  ledger: LedgerLineView[];
  days: CountedDayView[];
  steps: PlannedStepView[];
}

type Write = (at: Date) => string;

const NO_CLOCK = {
  state: 'PAUSED',
  sla: null,
  startedAt: null,
  dueAt: null,
  overdue: false,
  remainingMinutes: null,
  calendarVersion: null,
  published: true,
  ledger: [],
  days: [],
  steps: [],
};

export function toClockView(caseNo: string, explained: ClockExplanation | null, write: Write): ClockView {
  if (explained === null) return { caseNo, ...NO_CLOCK };
  const { reading, days, sla, steps, published, overdue, remainingMinutes } = explained;
  return {
    caseNo,
    state: reading.state,
    sla: { ...sla },
    startedAt: write(reading.startedAt),
    dueAt: write(reading.dueAt),
    overdue,
    remainingMinutes,
    calendarVersion: reading.calendarVersion,
    published,
    ledger: reading.lines.map((line) => toLedgerLine(line, write)),
    days: days.map(({ day, part, number, minutes, text }) => ({ date: day, kind: part, number, minutes, text: { ...text } })),
    steps: steps.map(({ step, ringAt, state, recipients }) => ({
      step,
      ringAt: write(ringAt),
      state,
      recipients: [...recipients],
    })),
  };
}

function toLedgerLine({ entry, dueAt }: ClockExplanation['reading']['lines'][number], write: Write): LedgerLineView {
  return {
    kind: entry.kind,
    at: write(entry.at),
    dueAt: write(dueAt),
    calendarVersion: 'calendarVersion' in entry ? entry.calendarVersion : null,
    from: entry.kind === 'TRANSFER' ? entry.from : null,
    to: entry.kind === 'TRANSFER' ? entry.to : null,
    until: 'until' in entry && entry.until ? write(entry.until) : null,
    startedAt: 'startedAt' in entry ? write(entry.startedAt) : null,
  };
}

interface SentReminder {
  readonly caseNo: string;
  readonly step: string;
  readonly dueAt: Date;
  readonly sentAt: Date;
  readonly recipients: readonly Recipient[];
}

export const toReminderView = ({ caseNo, step, dueAt, sentAt, recipients }: SentReminder, write: Write): ReminderView => ({
  caseNo,
  step,
  dueAt: write(dueAt),
  sentAt: write(sentAt),
  recipients: recipients.map(({ accountId, username, level }) => ({ accountId, username, level })),
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws BadPageCursor */
export function toReminderCursor(cursor: string | undefined): { readonly sentAt: Date; readonly id: string } | null {
  if (cursor === undefined) return null;
  const [sentAt, id] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(sentAt) || !UUID.test(id)) throw new BadPageCursor();
  return { sentAt: new Date(sentAt), id };
}
