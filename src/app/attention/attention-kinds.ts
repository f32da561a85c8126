/** What can need somebody's attention. */
export const ATTENTION_KINDS = [
  'CASES_WITHOUT_AGENCY',
  'CASES_WITHOUT_HANDLER',
  'CASES_WITHOUT_DEADLINE',
  'REOPENINGS_LATE',
  'DISASTERS_NOT_ENDED',
  'SUSPENSIONS_STUCK',
  'REPLANNINGS_STUCK',
  'MESSAGES_NOT_SENT',
  'MAILBOX_AWAY',
  'MAILS_NOT_TAKEN',
  'FILES_MISSING',
  'ALARMS_LATE',
  'REACTIONS_LATE',
  'JOBS_DEAD',
  'RECORD_BROKEN',
  'BACKUPS_LATE',
] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** What the database knows of; dead jobs lie in the queue. */
export type StoredKind = Exclude<AttentionKind, 'JOBS_DEAD'>;

/** How long a city lets things be. */
export abstract class AttentionPolicy {
  /** Hours that an agency may have a case without giving it to a handler. */
  abstract readonly withoutHandlerHours: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What happened before these instants has waited too long. */
export interface Thresholds {
  readonly withoutHandler: Date;
  /** A message that is tried again and again since then. */
  readonly retrying: Date;
  /** The mailbox of the relay, in which no look came to a good end since then. */
  readonly away: Date;
  /** A message that failed before this is history: nothing will make it arrive, and a number that only grows is read by nobody. */
  readonly forgotten: Date;
  readonly alarm: Date;
  /** Clocks that are moved batch by batch and show no sign of life since then. */
  readonly silent: Date;
  /** However alive they are: clocks that were to be moved before this are not moved by trying again. */
  readonly endless: Date;
  /** The end of a time to decide. */
  readonly decision: Date;
  readonly reaction: Date;
  /** Everything of the record was looked at again since then, also in the first weeks, when a round takes longest. */
  readonly checked: Date;
  /** A backup is made every day, and a night may be long. */
  readonly backedUp: Date;
  /** One of them is tried out every quarter of a year at least. */
  readonly tried: Date;
}

export function thresholdsAt(now: Date, { withoutHandlerHours }: AttentionPolicy): Thresholds {
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  return {
    withoutHandler: before(withoutHandlerHours * HOUR_MS),
    retrying: before(HOUR_MS),
    away: before(10 * MINUTE_MS),
    forgotten: before(30 * DAY_MS),
    alarm: before(2 * MINUTE_MS),
    silent: before(2 * MINUTE_MS),
    endless: before(HOUR_MS),
    decision: now,
    reaction: before(MINUTE_MS),
    checked: before(16 * DAY_MS),
    backedUp: before(26 * HOUR_MS),
    tried: before(100 * DAY_MS),
  };
}
