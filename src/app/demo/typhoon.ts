import { instantAt } from '../../kernel/civil-date.ts';
import type { CaseAnswer, JobAnswer } from './answers.ts';
import type { Story } from './director.ts';
import { later, TYPHOON_ANNOUNCED, TYPHOON_DAY } from './office-time.ts';
import type { Stage } from './stage.ts';

const CLOSURE = { kind: 'OFF', from: '13:00', reason: '颱風來襲，下午停止上班' };
const MOST_LOOKS = 60;

/** The office closes at one o'clock: tried out, announced, and followed until the last clock has been moved. */
export async function* typhoon(stage: Stage): Story {
  const city = stage.api.as('city');
  yield instantAt(TYPHOON_DAY, TYPHOON_ANNOUNCED, stage.city.timeZone);
  const before = await dueInstants(stage);
  const { moved: previewed } = await city.post<{ readonly moved: number }>('/calendar/preview', {
    date: TYPHOON_DAY,
    ...CLOSURE,
  });
  const { jobId } = await city.put<{ readonly jobId: string }>(`/calendar/days/${TYPHOON_DAY}`, CLOSURE);
  let job = await city.get<JobAnswer>(`/jobs/${jobId}`);
  for (let looks = 0; job.state !== 'DONE' && looks < MOST_LOOKS; looks++) {
    yield later(stage.now(), 1);
    job = await city.get<JobAnswer>(`/jobs/${jobId}`);
  }
  const after = await dueInstants(stage);
  const moved = [...before].filter(([caseNo, dueAt]) => after.get(caseNo) !== dueAt).length;
  stage.typhoon = { previewed, moved, job };
}

async function dueInstants(stage: Stage): Promise<Map<string, string | null>> {
  const cases = await stage.api.as('city').all<CaseAnswer>('/cases');
  return new Map(cases.map(({ caseNo, dueAt }) => [caseNo, dueAt]));
}
