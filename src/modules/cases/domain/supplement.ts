/** `EXPIRED`: nobody answered in time. `DROPPED`: the case went on without an answer. */
export type SupplementState = 'OPEN' | 'RECEIVED' | 'EXPIRED' | 'DROPPED';

/** A question to the petitioner without which the case cannot go on (補正, 行政程序法 §171 II). */
export interface Supplement {
  readonly id: string;
  readonly state: SupplementState;
  /** Whose petitioner it was put to; null as long as it was put to nobody. */
  readonly petitionId: string | null;
  readonly question: string;
  /** The first instant at which an answer is late. */
  readonly replyBy: Date;
  /** Since when the case's clock stands still for it; null when it runs on. */
  readonly pausedAt: Date | null;
  readonly requestedAt: Date;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
}
