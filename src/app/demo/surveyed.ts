import { addDays, instantAt } from '../../kernel/civil-date.ts';
import type { MessageAnswer, ReopenRequestAnswer } from './answers.ts';
import { close } from './answering.ts';
import type { Story } from './director.ts';
import { inOffice, LAST_DAY, later, MONDAY } from './office-time.ts';
import { Random } from './random.ts';
import type { Stage, Taken } from './stage.ts';
import { PETITIONS_OF_SCENES } from './scenes/scenes.ts';

const EVENING = 20 * 60;
const ANSWERS = 0.55;
const SCORES = { '5': 36, '4': 28, '3': 16, '2': 10, '1': 10 } as const;
const IN_VAIN = { NOT_REACHED: 4, REFUSED: 1 } as const;
const LOW = 2;
const ASKS_TO_REOPEN = 0.6;
const APPROVED = 0.6;

interface SurveyCall {
  readonly id: string;
  readonly phone: string;
}

/** Every evening: whoever was asked whether they are satisfied answers by the link, or not; the others are called. */
export async function* surveyed(stage: Stage): Story {
  const seen = new Set<string>();
  for (let day = MONDAY; day < LAST_DAY; day = addDays(day, 1)) {
    yield instantAt(day, EVENING, stage.city.timeZone);
    for (const message of await stage.api.as('admin').all<MessageAnswer>('/outbox')) {
      const taken = message.template === 'survey' ? takenBy(stage, message.to) : undefined;
      if (taken === undefined || seen.has(message.id)) continue;
      seen.add(message.id);
      await answer(stage, taken, message);
    }
    await callAll(stage);
  }
}

/** Those of the scenes say what their scene wants. */
const takenBy = (stage: Stage, contact: string): Taken | undefined =>
  stage.taken.find((taken) => taken.contact === contact && taken.number > PETITIONS_OF_SCENES);

async function answer(stage: Stage, { number, caseNo }: Taken, { links }: MessageAnswer): Promise<void> {
  const random = new Random(stage.seed, 'survey', number);
  const key = links
    .find(({ rel }) => rel === 'survey')
    ?.href.split('/')
    .at(-1);
  if (key === undefined || !random.chance(ANSWERS)) return;
  const overall = Number(random.weighted(SCORES));
  await stage.api.citizen.post(`/public/surveys/${key}`, { overall, result: overall });
  if (overall > LOW || !random.chance(ASKS_TO_REOPEN)) return;
  const { status } = await stage.read(caseNo);
  if (status !== 'CLOSED') return;
  await stage.api.citizen.post(`/public/surveys/${key}/reopen-request`, { reason: '現場仍未改善' });
  stage.director.tell(askedToReopen(stage, caseNo, random), later(stage.now(), 1));
}

async function* askedToReopen(stage: Stage, caseNo: string, random: Random): Story {
  yield inOffice(stage.now(), stage.city.timeZone);
  const dispatcher = stage.api.as('dispatcher');
  const [request] = await dispatcher.all<ReopenRequestAnswer>(`/reopen-requests?caseNo=${caseNo}&state=OPEN`);
  if (request === undefined) return;
  if (!random.chance(APPROVED)) {
    await dispatcher.post(`/reopen-requests/${request.id}/reject`, { note: '經查已依規定辦理' });
    return;
  }
  await dispatcher.post(`/reopen-requests/${request.id}/approve`, { note: '請再派員處理' });
  yield inOffice(later(stage.now(), 60 * random.whole(3, 30)), stage.city.timeZone);
  await close(stage, caseNo, random);
}

async function callAll(stage: Stage): Promise<void> {
  const operator = stage.api.as('operator');
  for (const { id, phone } of await operator.all<SurveyCall>('/survey-calls')) {
    const taken = takenBy(stage, phone);
    if (taken === undefined) continue;
    const random = new Random(stage.seed, 'call', taken.number, stage.now().toISOString().slice(0, 10));
    await operator.post(`/survey-calls/${id}/claim`, {});
    if (random.chance(ANSWERS)) await operator.post(`/survey-calls/${id}/answer`, { overall: Number(random.weighted(SCORES)) });
    else await operator.post(`/survey-calls/${id}/attempt`, { outcome: random.weighted(IN_VAIN) });
  }
}
