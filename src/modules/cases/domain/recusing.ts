import { caseFact, type CaseRecusalLifted, type CaseRecused as CaseRecusedFact } from './case-facts.ts';
import type { Case } from './case.ts';
import { type CommandRules, WORKING } from './command-rule.ts';
import { changeLeg, endLeg, leadOf, liveLegs } from './legs.ts';
import { activeRecusals, isAnsweredByRecused, isRecused } from './recusal-check.ts';
import { AlreadyRecused, NotRecused } from './recusal-errors.ts';
import type { Recused } from './recusal.ts';

/** Who may not work on the case (迴避). */
export type RecusingCommand =
  | (Recused & { readonly type: 'recuse'; readonly reason: string })
  | (Recused & { readonly type: 'lift-recusal'; readonly reason: string });

const RECUSABLE = ['TRIAGE', ...WORKING, 'AWAITING_SUPPLEMENT', 'PENDING_APPROVAL', 'CONTINUED_TRACKING'] as const;

/** @throws AlreadyRecused, NotRecused */
export const RECUSING: CommandRules<RecusingCommand> = {
  recuse: {
    from: RECUSABLE,
    to: null,
    orTo: ['TRIAGE', 'IN_PROGRESS'],
    leadOnly: true,
    decide: (moved, { accountId, agencyCode, reason }, { at, newId }) => {
      if (isRecused(moved, { accountId, agencyCode })) throw new AlreadyRecused({ accountId, agencyCode });
      const recusal = { id: newId(), accountId, agencyCode, reason, at, liftedAt: null };
      const recused = { ...moved, recusals: [...moved.recusals, recusal] };
      const leadAgencyCode = leadOf(moved)?.agencyCode ?? null;
      const next = withoutTheirReply(
        accountId === null ? withoutAgency(recused, agencyCode!, at) : withoutHandler(recused, accountId),
      );
      const data = { accountId, agencyCode, reason, leadAgencyCode, ...leftBy(moved, next) };
      return { next, facts: [caseFact<CaseRecusedFact>(next, 'case.recused', data)] };
    },
  },

  'lift-recusal': {
    from: [...RECUSABLE, 'CLOSED'],
    to: null,
    leadOnly: true,
    decide: (moved, { accountId, agencyCode, reason }, { at }) => {
      const names = (each: Recused): boolean => each.accountId === accountId && each.agencyCode === agencyCode;
      const held = activeRecusals(moved).filter(names); // more than one where cases that name them were merged
      if (held.length === 0) throw new NotRecused({ accountId, agencyCode });
      const recusals = moved.recusals.map((each) => (held.includes(each) ? { ...each, liftedAt: at } : each));
      const next = { ...moved, recusals };
      return { next, facts: [caseFact<CaseRecusalLifted>(next, 'case.recusal_lifted', { accountId, agencyCode, reason })] };
    },
  },
};

/** Takes somebody off every leg that they handle; the agency stays. */
const withoutHandler = (of: Case, accountId: string): Case =>
  liveLegs(of)
    .filter((leg) => leg.handlerId === accountId)
    .reduce((left, leg) => changeLeg(left, leg, { handlerId: null }), of);

/** Takes an agency off the case; when it led, a dispatcher decides anew who works on it. */
function withoutAgency(of: Case, agencyCode: string, at: Date): Case {
  const leg = liveLegs(of).find((each) => each.agencyCode === agencyCode);
  if (!leg) return of;
  const left = endLeg(of, leg, 'RECUSED', at);
  if (leg.role !== 'LEAD') return left;
  const alone = liveLegs(left).reduce((rest, each) => endLeg(rest, each, 'WAIVED', at), left);
  return { ...alone, status: 'TRIAGE', leadAgencyCode: null, handlerId: null };
}

/** A reply that they have a hand in is written anew. */
const withoutTheirReply = (of: Case): Case => (isAnsweredByRecused(of) ? { ...of, status: 'IN_PROGRESS' } : of);

/** What the case has lost by it. */
function leftBy(before: Case, after: Case): { readonly lead: boolean; readonly handler: boolean } {
  const handlers = (of: Case): number => liveLegs(of).filter(({ handlerId }) => handlerId !== null).length;
  const lead = leadOf(before) !== null && leadOf(after) === null;
  return { lead, handler: !lead && handlers(after) < handlers(before) };
}
