import { caseFact, type CasePromised, type CaseTracked, type PromiseKept } from './case-facts.ts';
import type { Case, TrackingLevel } from './case.ts';
import type { CommandRules } from './command-rule.ts';
import { changeLeg, leadingLeg } from './legs.ts';
import { OPEN_AGAIN } from './open-again.ts';
import { NoSuchPromise, PromiseBeyondTracking, PromisePast } from './tracking-errors.ts';

/** How a closed case whose reply left something open is tracked until it is done (續列管). */
export type TrackingCommand =
  | { readonly type: 'track'; readonly level: TrackingLevel; readonly until: Date; readonly reason: string }
  | { readonly type: 'promise'; readonly text: string; readonly until: Date }
  | { readonly type: 'keep-promise'; readonly promiseId: string; readonly note: string };

/** @throws PromisePast, PromiseBeyondTracking, NoSuchPromise */
export const TRACKING: CommandRules<TrackingCommand> = {
  track: {
    from: ['CLOSED'],
    to: 'CONTINUED_TRACKING',
    leadOnly: true,
    decide: (moved, { level, until, reason }, { at }) => {
      if (until <= at) throw new PromisePast();
      const closedAt = moved.closedAt!.toISOString();
      const resumed: Case = { ...moved, ...OPEN_AGAIN, dueAt: until, trackingLevel: level };
      const lead = leadingLeg(resumed);
      const next = changeLeg(resumed, lead, { status: 'ACCEPTED', answeredAt: null, dueAt: until });
      const data = { level, until: until.toISOString(), reason, closedAt };
      return { next, facts: [caseFact<CaseTracked>(next, 'case.tracked', data)] };
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
