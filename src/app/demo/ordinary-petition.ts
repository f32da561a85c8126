import type { CaseAnswer } from './answers.ts';
import { accept, close, helpersAnswer } from './answering.ts';
import type { Story } from './director.ts';
import { inOffice, later } from './office-time.ts';
import type { PetitionPlan } from './petition-plan.ts';
import { Random } from './random.ts';
import type { Stage } from './stage.ts';
import { takeIn } from './take-in.ts';

type Fate = 'EARLY' | 'LATE' | 'RETURNED' | 'TRANSFERRED' | 'NEVER';

/** How agencies are: each has one of these tempers, by the seed. */
const TEMPERS: Readonly<Record<string, Readonly<Record<Fate, number>>>> = {
  PROMPT: { EARLY: 84, LATE: 8, RETURNED: 4, TRANSFERRED: 2, NEVER: 2 },
  SLOW: { EARLY: 35, LATE: 50, RETURNED: 5, TRANSFERRED: 0, NEVER: 10 },
  CONFUSED: { EARLY: 50, LATE: 5, RETURNED: 30, TRANSFERRED: 15, NEVER: 0 },
  SILENT: { EARLY: 35, LATE: 15, RETURNED: 0, TRANSFERRED: 0, NEVER: 50 },
};
const TEMPER_WEIGHTS = { PROMPT: 50, SLOW: 22, CONFUSED: 14, SILENT: 14 } as const;

const LEFT_IN_TRIAGE = 0.12;
const ANSWERS_BY_LINK = 0.6;
const QUARTER = 15;
const MINUTE_MS = 60_000;

/** A petition from its receipt to its answer, as the temper of the agency has it. */
export async function* ordinaryPetition(stage: Stage, plan: PetitionPlan): Story {
  const taken = yield* takeIn(stage, plan);
  if (taken === null) return;
  const random = new Random(stage.seed, 'handling', plan.number);
  let found = await stage.read(taken.caseNo);
  if (found.status === 'TRIAGE') {
    yield atWork(stage, found, later(stage.now(), QUARTER * random.whole(1, 10)));
    if (!found.safetyHazard && random.chance(LEFT_IN_TRIAGE)) return;
    await dispatch(stage, found, random);
    found = await stage.read(taken.caseNo);
  }
  if (found.leadAgency !== null) yield* handled(stage, found, random);
}

async function dispatch(stage: Stage, { caseNo, leadAgency }: CaseAnswer, random: Random): Promise<void> {
  const agencyCode = otherAgency(stage, leadAgency?.code ?? null, random);
  await stage.api.as('dispatcher').post(`/cases/${caseNo}/dispatch`, { agencyCode, reason: '依業務權責分派' });
}

/** One of the city's departments, another one than has the case. */
export function otherAgency(stage: Stage, except: string | null, random: Random): string {
  const departments = [...stage.city.agencies.values()].filter(
    ({ kind, code, active, receivesCases }) => kind === 'BUREAU' && active && receivesCases && code !== except,
  );
  return random.pick(departments).code;
}

async function* handled(stage: Stage, found: CaseAnswer, random: Random): Story {
  const agency = found.leadAgency!.code;
  if (stage.isOutside(agency)) return yield* answeredByLink(stage, found, random);
  const temper = new Random(stage.seed, 'temper', agency).weighted(TEMPER_WEIGHTS);
  const fate = random.weighted(TEMPERS[temper]!);
  switch (fate) {
    case 'EARLY':
      return yield* answered(stage, found, random, { acceptedAt: [0.03, 0.12], closedAt: [0.2, 0.7] });
    case 'LATE':
      return yield* answered(stage, found, random, { acceptedAt: [0.3, 0.6], closedAt: [1.1, 1.6] });
    case 'RETURNED':
    case 'TRANSFERRED':
      return yield* sentOn(stage, found, random, fate);
    case 'NEVER':
      return yield* neverAnswered(stage, found, random);
  }
}

interface Pace {
  /** Shares of the time limit, from and to. */
  readonly acceptedAt: readonly [number, number];
  readonly closedAt: readonly [number, number];
}

async function* answered(stage: Stage, found: CaseAnswer, random: Random, { acceptedAt, closedAt }: Pace): Story {
  const begins = stage.now();
  yield shareOf(stage, found, begins, random.between(...acceptedAt));
  await accept(stage, await stage.read(found.caseNo));
  yield shareOf(stage, found, begins, random.between(...closedAt));
  await close(stage, found.caseNo, random);
}

/** The instant at which so much of the time until the due instant is over, in the next quarter of an hour. */
function shareOf(stage: Stage, found: CaseAnswer, begins: Date, share: number): Date {
  const { dueAt } = found;
  const minutes = dueAt === null ? 0 : (new Date(dueAt).getTime() - begins.getTime()) / MINUTE_MS;
  return atWork(stage, found, later(begins, QUARTER * Math.ceil((minutes * share) / QUARTER)));
}

/** Danger is worked on by day and night, everything else in the office. */
const atWork = (stage: Stage, { safetyHazard }: CaseAnswer, at: Date): Date =>
  safetyHazard ? at : inOffice(at, stage.city.timeZone);

/** Not ours: back to the dispatcher, or straight to the neighbour. The second agency answers in time. */
async function* sentOn(stage: Stage, returned: CaseAnswer, random: Random, fate: Fate): Story {
  const { caseNo, leadAgency } = returned;
  const agency = leadAgency!.code;
  yield atWork(stage, returned, later(stage.now(), QUARTER * random.whole(1, 6)));
  if (fate === 'TRANSFERRED') {
    const agencyCode = otherAgency(stage, agency, random);
    await stage.supervisor(agency).post(`/cases/${caseNo}/transfer`, { agencyCode, reason: '屬該機關業務權責' });
  } else {
    await stage.handler(agency).post(`/cases/${caseNo}/return`, { reason: '非本機關權責' });
    yield atWork(stage, returned, later(stage.now(), QUARTER * random.whole(2, 16)));
    await dispatch(stage, await stage.read(caseNo), random);
  }
  const found = await stage.read(caseNo);
  yield* answered(stage, found, random, { acceptedAt: [0.05, 0.2], closedAt: [0.4, 0.8] });
}

/** A hazard is accepted at last, because the telephone does not stop; nothing else happens. */
async function* neverAnswered(stage: Stage, { caseNo, safetyHazard }: CaseAnswer, random: Random): Story {
  if (!safetyHazard) return;
  yield later(stage.now(), QUARTER * random.whole(4, 16));
  await accept(stage, await stage.read(caseNo));
}

/** Some never do; never those whom the telephone does not leave in peace. */
async function* answeredByLink(stage: Stage, found: CaseAnswer, random: Random): Story {
  const { caseNo, leadAgency, safetyHazard } = found;
  if (!safetyHazard && !random.chance(ANSWERS_BY_LINK)) return;
  const hours = random.whole(2, 60);
  yield atWork(stage, found, later(stage.now(), safetyHazard ? 10 * hours : 60 * hours));
  await answerReferral(stage, caseNo, leadAgency!.code);
}

/** An agency outside the city answers by the link it was sent. @throws Refused */
export async function answerReferral(stage: Stage, caseNo: string, agency: string): Promise<void> {
  const key = await stage.keyOf(`supervisor.${agency.toLowerCase()}@demonstration.invalid`, 'referral', caseNo);
  if (key === null) throw new Error(`${agency} got no link to answer ${caseNo}`);
  await helpersAnswer(stage, await stage.read(caseNo));
  await stage.api.citizen.post(`/public/referrals/${key}`, { text: '本公司已派工修復完成。', outcome: 'UPHELD' });
}
