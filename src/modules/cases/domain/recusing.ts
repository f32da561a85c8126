import { caseFact, type CaseRecusalLifted, type CaseRecused as CaseRecusedFact } from './case-facts.ts';
import type { Case } from './case.ts';
import { type CaseDecision, type CommandRules, WORKING } from './command-rule.ts';
import { waive } from './handling.ts';
import { changeLeg, endLeg, leadOf, liveLegs } from './legs.ts';
import { activeRecusals, isAnsweredByRecused, isRecused } from './recusal-check.ts';
import { AlreadyRecused, NotRecused } from './recusal-errors.ts';
import type { Recused } from './recusal.ts';
import { ANSWERABLE } from './reply-draft.ts';

/** Who may not work on the case (迴避). */
export type RecusingCommand =
  | (Recused & { readonly type: 'recuse'; readonly reason: string })
  | (Recused & { readonly type: 'lift-recusal'; readonly reason: string });

/** Why helpers are let go: not why the leading agency was, which is nobody else's business. */
const WITHOUT_LEAD = '主辦機關迴避，本案重新分派。(The leading agency is recused; the case is sent out anew.)';

const RECUSABLE = ['TRIAGE', ...WORKING, 'AWAITING_SUPPLEMENT', 'PENDING_APPROVAL', 'CONTINUED_TRACKING'] as const;

/** @throws AlreadyRecused, NotRecused */
export const RECUSING: CommandRules<RecusingCommand> = {
  recuse: {
    from: RECUSABLE,
    to: null,
    orTo: ['TRIAGE', ...ANSWERABLE],
    leadOnly: true,
    decide: (moved, { accountId, agencyCode, reason }, { at, newId }) => {
      if (isRecused(moved, { accountId, agencyCode })) throw new AlreadyRecused({ accountId, agencyCode });
      const recusal = { id: newId(), accountId, agencyCode, reason, at, liftedAt: null };
      const recused = { ...moved, recusals: [...moved.recusals, recusal] };
      const leadAgencyCode = leadOf(moved)?.agencyCode ?? null;
      const left = accountId === null ? withoutAgency(recused, agencyCode!, at) : withoutHandler(recused, accountId);
      const next = withoutTheirReply(left.next);
      const data = { accountId, agencyCode, reason, leadAgencyCode, ...leftBy(moved, next) };
      return { next, facts: [caseFact<CaseRecusedFact>(next, 'case.recused', data), ...left.facts] };
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
function withoutHandler(of: Case, accountId: string): CaseDecision {
  const theirs = liveLegs(of).filter((leg) => leg.handlerId === accountId);
  return { next: theirs.reduce((left, leg) => changeLeg(left, leg, { handlerId: null }), of), facts: [] };
}

/** Takes an agency off the case; when it led, a dispatcher decides anew who works on it. */
function withoutAgency(of: Case, agencyCode: string, at: Date): CaseDecision {
  const leg = liveLegs(of).find((each) => each.agencyCode === agencyCode);
  if (!leg) return { next: of, facts: [] };
  const left = endLeg(of, leg, 'RECUSED', at);
  if (leg.role !== 'LEAD') return { next: left, facts: [] };
  const { next, facts } = waive(left, liveLegs(left), WITHOUT_LEAD, at);
  return { next: { ...next, status: 'TRIAGE', leadAgencyCode: null, handlerId: null }, facts };
}

/** A reply that they have a hand in is written anew. */
const withoutTheirReply = (of: Case): Case =>
  isAnsweredByRecused(of) && of.draft ? { ...of, status: of.draft.statusBefore } : of;

/** What the case has lost by it. */
function leftBy(before: Case, after: Case): { readonly lead: boolean; readonly handler: boolean } {
  const handlers = (of: Case): number => liveLegs(of).filter(({ handlerId }) => handlerId !== null).length;
  const lead = leadOf(before) !== null && leadOf(after) === null;
  return { lead, handler: !lead && handlers(after) < handlers(before) };
}
