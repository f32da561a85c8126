import { caseFact, type CasePromised, type CaseTracked, type PromiseKept } from './case-facts.ts';
import type { Case, TrackingLevel } from './case.ts';
import type { CommandRules } from './command-rule.ts';
import { lateUntil } from './ending.ts';
import { changeLeg, leadingLeg } from './legs.ts';
import { OPEN_AGAIN } from './open-again.ts';
import { NoSuchPromise, PromiseBeyondTracking, PromisePast, TrackingBeforePromise } from './tracking-errors.ts';

/** How a closed case whose reply left something open is tracked until it is done (續列管). */
export type TrackingCommand =
  | {
      readonly type: 'track';
      /** Null: who watches now, or the city where nobody does. */
      readonly level: TrackingLevel | null;
      readonly until: Date;
      readonly reason: string;
    }
  | { readonly type: 'promise'; readonly text: string; readonly until: Date }
  | { readonly type: 'keep-promise'; readonly promiseId: string; readonly note: string };

/** @throws PromisePast, PromiseBeyondTracking, TrackingBeforePromise, NoSuchPromise */
export const TRACKING: CommandRules<TrackingCommand> = {
  track: {
    from: ['CLOSED', 'CONTINUED_TRACKING'],
    to: 'CONTINUED_TRACKING',
    leadOnly: true,
    decide: (moved, { level: asked, until, reason }, { at }) => {
      if (until <= at) throw new PromisePast();
      const isMoved = moved.closedAt === null; // to another day, while it is tracked
      if (isMoved) checkPromises(moved, until);
      const level = asked ?? (isMoved ? moved.trackingLevel : null) ?? 'CITY';
      const resumed: Case = { ...moved, ...OPEN_AGAIN, ...lateUntil(moved, at), dueAt: until, trackingLevel: level };
      const lead = leadingLeg(resumed);
      const next = changeLeg(resumed, lead, { status: 'ACCEPTED', answeredAt: null, dueAt: until });
      const data = { level, until: until.toISOString(), reason, closedAt: (moved.closedAt ?? at).toISOString() };
      const from = isMoved ? { from: moved.dueAt.toISOString() } : {};
      return { next, facts: [caseFact<CaseTracked>(next, 'case.tracked', { ...data, ...from })] };
    },
  },

  promise: {
    from: ['CONTINUED_TRACKING'],
    to: null,
    leadOnly: true,
    decide: (moved, { text, until }, { at, newId }) => {
      if (until <= at) throw new PromisePast();
      if (until > moved.dueAt) throw new PromiseBeyondTracking();
      const promise = { id: newId(), text, until, keptAt: null };
      const next = { ...moved, promises: [...moved.promises, promise] };
      const data = { promiseId: promise.id, text, until: until.toISOString() };
      return { next, facts: [caseFact<CasePromised>(next, 'case.promised', data)] };
    },
  },

  'keep-promise': {
    from: ['CONTINUED_TRACKING'],
    to: null,
    leadOnly: true,
    decide: (moved, { promiseId, note }, { at }) => {
      const promise = moved.promises.find(({ id, keptAt }) => id === promiseId && keptAt === null);
      if (!promise) throw new NoSuchPromise();
      const promises = moved.promises.map((each) => (each === promise ? { ...each, keptAt: at } : each));
      const next = { ...moved, promises };
      return { next, facts: [caseFact<PromiseKept>(next, 'case.promise_kept', { promiseId, text: promise.text, note })] };
    },
  },
};

/** What is still to be kept is for a day within the tracking. @throws TrackingBeforePromise */
function checkPromises({ promises }: Case, until: Date): void {
  if (promises.some((promise) => promise.keptAt === null && promise.until > until)) throw new TrackingBeforePromise();
}
