import { caseFact, type CaseRecusalLifted, type CaseRecused as CaseRecusedFact } from './case-facts.ts';
import type { Case } from './case.ts';
import { type CommandRules, WORKING } from './command-rule.ts';
import { changeLeg, endLeg, leadOf, liveLegs } from './legs.ts';
import { activeRecusals, isRecused, isSignedByRecused } from './recusal-check.ts';
import { AlreadyRecused, NotRecused } from './recusal-errors.ts';
import type { Recused } from './recusal.ts';
import { ANSWERABLE } from './reply-draft.ts';

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
    orTo: ['TRIAGE', ...ANSWERABLE],
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
      const held = activeRecusals(moved).find((each) => each.accountId === accountId && each.agencyCode === agencyCode);
      if (!held) throw new NotRecused({ accountId, agencyCode });
      const recusals = moved.recusals.map((each) => (each === held ? { ...held, liftedAt: at } : each));
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

/** A reply that the recused wrote, decided about or would decide about is written anew. */
function withoutTheirReply(of: Case): Case {
  const { draft } = of;
  if (of.status !== 'PENDING_APPROVAL' || draft?.state !== 'PENDING') return of;
  const hands = [draft.submittedBy, ...draft.decisions.map(({ by }) => by)];
  const concerns =
    hands.some((hand) => isSignedByRecused(of, hand)) ||
    draft.approvers.some((office) => isRecused(of, { agencyCode: office.agencyCode }));
  return concerns ? { ...of, status: draft.statusBefore } : of;
}

/** What the case has lost by it. */
function leftBy(before: Case, after: Case): { readonly lead: boolean; readonly handler: boolean } {
  const handlers = (of: Case): number => liveLegs(of).filter(({ handlerId }) => handlerId !== null).length;
  const lead = leadOf(before) !== null && leadOf(after) === null;
  return { lead, handler: !lead && handlers(after) < handlers(before) };
}
