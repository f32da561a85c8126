import { IsOptional } from 'class-validator';
import { BadPageCursor, decodeCursor, isInstant, IsText, PageQuery } from '../../platform/http/index.ts';
import type { ClockExplanation } from './domain/clock-explanation.ts';
import type { Recipient } from './domain/deadline-facts.ts';
import type { ExplainedLine } from './domain/ledger-texts.ts';
import type { LegClock } from './domain/leg-clock.ts';
import { legText } from './domain/leg-texts.ts';

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
  /** Of a pause that is for a disaster. */
  disasterId: string | null;
  text: { 'zh-TW': string; en: string };
}

export class CountedDayView {
  date: string;
  /**
   * RECEIPT the first day; COUNTED, MAKE_UP counted; WEEKEND, HOLIDAY, CLOSURE without office; PAUSED the clock stood still; ROLLED the
   * end was moved to it; EXTENDED within a later end that was granted; PROMISED within a promised one.
   */
  kind: string;
  /** The how-manieth counted day; null for days that do not count. */
  number: number | null;
  /** Counted minutes; null for limits of days, but for limits of working days from the first pause on. */
  minutes: number | null;
  text: { 'zh-TW': string; en: string };
}

export class PlannedStepView {
  step: string;
  ringAt: string;
  state: string;
  recipients: string[];
}

/** The clock of one agency's leg: it runs with the case's while the agency has it. */
export class LegClockView {
  agencyCode: string;
  role: 'LEAD' | 'CO_HANDLER';
  /** Of the assignment. */
  status: string;
  state: 'RUNNING' | 'PAUSED' | 'STOPPED';
  assignedAt: string;
  acceptedAt: string | null;
  /** When the agency was done with it, or rid of it. */
  until: string | null;
  dueAt: string;
  /** Minutes of the case's time that the agency held, counted as the case's are. */
  heldMinutes: number;
  /** How many of them passed before it was accepted. */
  acceptedAfterMinutes: number | null;
  text: { 'zh-TW': string; en: string };
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
  /** For how long the clock has run: what the leading legs held, and what nobody did. */
  ranMinutes: number;
  /** How much of it passed while no agency led the case. */
  unheldMinutes: number;
  calendarVersion: number | null;
  /** False when a day was counted for which no office calendar has been published. */
  published: boolean;
  ledger: LedgerLineView[];
  legs: LegClockView[];
  /** Every day from the first to the one of `dueAt`, once and in order. */
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
  ranMinutes: 0,
  unheldMinutes: 0,
  calendarVersion: null,
  published: true,
  ledger: [],
  legs: [],
  days: [],
  steps: [],
};

export function toClockView(caseNo: string, explained: ClockExplanation | null, write: Write): ClockView {
  if (explained === null) return { caseNo, ...NO_CLOCK };
  const { reading, ledger, days, steps, published, overdue, remainingMinutes } = explained;
  const { legs, ranMinutes, unheldMinutes } = explained.held;
  return {
    caseNo,
    state: reading.state,
    sla: { ...reading.sla },
    startedAt: write(reading.startedAt),
    dueAt: write(reading.dueAt),
    overdue,
    remainingMinutes,
    ranMinutes,
    unheldMinutes,
    calendarVersion: reading.calendarVersion,
    published,
    ledger: ledger.map((line) => toLedgerLine(line, write)),
    legs: legs.map((leg) => toLegClock(leg, write)),
    days: days.map(({ day, part, number, minutes, text }) => ({ date: day, kind: part, number, minutes, text: { ...text } })),
    steps: steps.map(({ step, ringAt, state, recipients }) => ({
      step,
      ringAt: write(ringAt),
      state,
      recipients: [...recipients],
    })),
  };
}

function toLedgerLine({ entry, dueAt, text }: ExplainedLine, write: Write): LedgerLineView {
  return {
    kind: entry.kind,
    at: write(entry.at),
    dueAt: write(dueAt),
    calendarVersion: 'calendarVersion' in entry ? entry.calendarVersion : null,
    from: entry.kind === 'TRANSFER' ? entry.from : null,
    to: entry.kind === 'TRANSFER' ? entry.to : null,
    until: 'until' in entry && entry.until ? write(entry.until) : null,
    startedAt: 'startedAt' in entry ? write(entry.startedAt) : null,
    disasterId: 'disasterId' in entry ? (entry.disasterId ?? null) : null,
    text: { ...text },
  };
}

function toLegClock(clock: LegClock, write: Write): LegClockView {
  const { leg, state, until, dueAt, heldMinutes, acceptedAfterMinutes } = clock;
  return {
    agencyCode: leg.agencyCode,
    role: leg.role,
    status: leg.status,
    state,
    assignedAt: write(leg.assignedAt),
    acceptedAt: leg.acceptedAt && write(leg.acceptedAt),
    until: until && write(until),
    dueAt: write(dueAt),
    heldMinutes,
    acceptedAfterMinutes,
    text: { ...legText(clock) },
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
