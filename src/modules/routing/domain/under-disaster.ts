import type { Category } from '../../catalog/index.ts';
import type { Effects } from '../../disasters/index.ts';
import { type AgencyDirectory, resolveTarget } from './agency-directory.ts';
import { type Decision, serviceLevelOf } from './decide.ts';
import * as say from './reasons.ts';
import type { Reason, RoutingFacts } from './routing-facts.ts';

const MAX_RUNNERS_UP = 3;

type Timed = Pick<Category, 'code' | 'groupCode' | 'sla'>;
type Asked = Omit<RoutingFacts, 'category'> & { readonly category: Timed | null };

/** The disaster that is on, and what else its changes depend on. */
export interface Emergency {
  readonly effects: Effects;
  readonly directory: AgencyDirectory;
  /** From when on the case is to be answered: only what is received while the disaster lasts has more time. */
  readonly receivedAt: Date;
}

/**
 * What the rules decided, as a disaster changes it: named categories go to the emergency desk, in the place of everybody whom a rule
 * names, and have more time. The rule that would have won is the first runner-up. A case without a category is sent as always.
 */
export function underDisaster(decision: Decision, facts: Asked, emergency: Emergency): Decision {
  const { category } = facts;
  if (category === null) return decision;
  const sent = toDesk(decision, category, facts, emergency);
  return withTime(sent, category, emergency);
}

function toDesk(decision: Decision, { code }: Timed, facts: Asked, { effects, directory }: Emergency): Decision {
  const { desk, disaster } = effects;
  if (!desk?.categories.has(code)) return decision;
  const { agency, reasons } = resolveTarget(directory, { kind: 'AGENCY', code: desk.agencyCode }, facts);
  if (agency === null) return withReason(decision, say.deskCannot(disaster.name));
  const { leadAgencyCode, ruleId } = decision;
  const because = say.emergencyDesk(disaster.name, agency);
  if (leadAgencyCode === agency.code) return { ...decision, reasons: [because, ...decision.reasons] };
  const loser = { agencyCode: leadAgencyCode!, ruleId: ruleId!, lostBecause: say.lostToDisaster(disaster.name) };
  return {
    ...decision,
    outcome: 'DISPATCHED',
    leadAgencyCode: agency.code,
    coAgencyCodes: [],
    ruleId: null,
    reasons: [because, ...reasons, ...(facts.place?.reasons ?? [])],
    runnersUp: [...(leadAgencyCode === null ? [] : [loser]), ...decision.runnersUp].slice(0, MAX_RUNNERS_UP),
  };
}

function withTime(decision: Decision, category: Timed, { effects, receivedAt }: Emergency): Decision {
  const { disaster, suspended } = effects;
  if (suspended.has(category.code)) return withReason(decision, say.slaSuspended(disaster.name));
  const before = serviceLevelOf(decision, category);
  const sla = receivedAt < disaster.startedAt ? null : effects.lengthen(category.code, before);
  if (sla === null) return decision;
  return withReason({ ...decision, sla }, say.slaLengthened(disaster.name, before, sla));
}

const withReason = (decision: Decision, reason: Reason): Decision => ({ ...decision, reasons: [...decision.reasons, reason] });
