import type { BilingualText } from '../../../kernel/errors.ts';
import { timeText } from '../../../kernel/time-text.ts';
import type { Leg, LegClock } from './leg-clock.ts';

/** The sentence beside a leg: when it was accepted, for how long it was held, and how it stands. */
export function legText(clock: LegClock): BilingualText {
  const [role, held] = [ROLES[clock.leg.role], timeText(clock.heldMinutes)];
  const [accepted, stands] = [acceptance(clock), standing(clock)];
  return {
    'zh-TW': `${role['zh-TW']}，${accepted['zh-TW']}，經手 ${held['zh-TW']}，${stands['zh-TW']}`,
    en: `${role.en}: ${accepted.en}, held for ${held.en}, ${stands.en}`,
  };
}

const ROLES: Record<Leg['role'], BilingualText> = {
  LEAD: { 'zh-TW': '主辦', en: 'Lead' },
  CO_HANDLER: { 'zh-TW': '協辦', en: 'Co-handler' },
};

function acceptance({ acceptedAfterMinutes }: LegClock): BilingualText {
  if (acceptedAfterMinutes === null) return { 'zh-TW': '未受理', en: 'not accepted' };
  const after = timeText(acceptedAfterMinutes);
  return { 'zh-TW': `分派後 ${after['zh-TW']}受理`, en: `accepted after ${after.en}` };
}

const standing = ({ state, leg }: LegClock): BilingualText =>
  state === 'STOPPED' ? ENDS[leg.status] : state === 'PAUSED' ? PAUSED : leg.status === 'RETURNED' ? DISPUTED : RUNNING;

const RUNNING: BilingualText = { 'zh-TW': '計時中', en: 'running' };
const PAUSED: BilingualText = { 'zh-TW': '暫停計時', en: 'standing still' };
/** The agency answers for the case until it is decided who has it. */
const DISPUTED: BilingualText = { 'zh-TW': '已退件，改分確定前仍計時', en: 'given back, running until somebody else has it' };
const ENDED: BilingualText = { 'zh-TW': '案件已終結', en: 'ended with the case' };

/** How a leg that runs no more ended. */
const ENDS: Record<Leg['status'], BilingualText> = {
  ASSIGNED: ENDED,
  ACCEPTED: ENDED,
  ANSWERED: { 'zh-TW': '已答復', en: 'answered' },
  RETURNED: { 'zh-TW': '已退件', en: 'given back' },
  TAKEN_BACK: { 'zh-TW': '已收回', en: 'taken back' },
  TRANSFERRED: { 'zh-TW': '已改分', en: 'handed on' },
  WAIVED: { 'zh-TW': '已免協辦', en: 'not needed any more' },
  MERGED: { 'zh-TW': '已併案', en: 'stopped by a merge' },
  RECUSED: { 'zh-TW': '已迴避', en: 'recused' },
};
