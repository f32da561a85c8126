import type { SurveyAnswer } from './answers.ts';
import { countOf, eventsNamed, filesOf } from './figures.ts';
import { figure, heading, line } from './layout.ts';
import type { Outcome } from './outcome.ts';

/** What happened to cases, by the fact that tells of it. */
const MATTERS: readonly (readonly [fact: string, name: string])[] = [
  ['case.merged', '併案 merged'],
  ['case.unmerged', '拆案 taken apart again'],
  ['case.co_handler_added', '加派協辦 helpers added'],
  ['case.co_handler_answered', '協辦答復 answers of helpers'],
  ['case.extension_requested', '申請展延 extensions asked for'],
  ['case.extension_approved', '核准展延 … approved'],
  ['case.extension_rejected', '駁回展延 … rejected'],
  ['case.supplement_requested', '通知補正 petitioners asked for more'],
  ['case.supplement_received', '補正到件 … who answered'],
  ['case.supplement_expired', '補正逾期 … who did not'],
  ['case.returned', '退件 given back'],
  ['case.transferred', '改分 transferred'],
  ['case.ruled', '研考裁定 ruled by the city'],
  ['case.tracked', '續列管 tracked further'],
  ['case.promised', '承諾期限 promises'],
  ['case.unactioned', '不予處理 no action'],
  ['case.withdrawn', '撤回 withdrawn'],
  ['case.reopened', '重啟 opened again'],
];

/** Merges, extensions, supplements, returns, rulings and endings. */
export function matterFigures(outcome: Outcome): string[] {
  const statuses = countOf(filesOf(outcome).map(({ case: { status } }) => status));
  return [
    ...heading('案件的曲折 What else happened to the cases'),
    ...MATTERS.map(([fact, name]) => figure(name, eventsNamed(outcome, fact).length)),
    ...heading('週末後的狀態 How the cases stand in the end'),
    ...statuses.map(([status, count]) => figure(status, count)),
  ];
}

/** Who was asked, who was not and why, and what they said. */
export function surveyFigures({ surveys, reopenRequests }: Outcome): string[] {
  const [sent, unsent] = [
    surveys.filter(({ state }) => state !== 'NOT_SENT'),
    surveys.filter(({ state }) => state === 'NOT_SENT'),
  ];
  const answers = sent.filter(({ overall }) => overall !== null);
  return [
    ...heading('滿意度調查 Surveys'),
    figure('已徵詢 asked', sent.length),
    figure('未徵詢 not asked', unsent.length),
    ...reasonsOf(unsent),
    figure('已填答 answered', answers.length, channelsOf(answers)),
    figure('未填答而結束 ended without an answer', sent.filter(({ reason }) => reason !== null).length),
    ...reasonsOf(sent),
    ...scores(answers),
    ...countOf(reopenRequests.map(({ state }) => `請求重啟 asked to reopen: ${state}`)).map(([what, count]) =>
      figure(what, count),
    ),
  ];
}

const reasonsOf = (surveys: readonly SurveyAnswer[]): string[] =>
  countOf(surveys.flatMap(({ reason }) => (reason === null ? [] : [`${reason.text} ${reason.code}`]))).map(([why, count]) =>
    figure(`  ${why}`, count),
  );

const channelsOf = (answers: readonly SurveyAnswer[]): string =>
  countOf(answers.map(({ channel }) => channel ?? '?'))
    .map(([channel, count]) => `${channel} ${count}`)
    .join(', ');

function scores(answers: readonly SurveyAnswer[]): string[] {
  if (answers.length === 0) return [];
  const average = answers.reduce((sum, { overall }) => sum + overall!, 0) / answers.length;
  const bars = [5, 4, 3, 2, 1].map((score) => {
    const count = answers.filter(({ overall }) => overall === score).length;
    return figure(`${'★'.repeat(score)}${'☆'.repeat(5 - score)}`, count, '▇'.repeat(Math.min(count, 60)));
  });
  return [...bars, line(`       平均 mean ${average.toFixed(2)}`)];
}

/** How far the afternoon reached. */
export function typhoonFigures({ typhoon }: Outcome): string[] {
  if (typhoon === null) return [];
  const { previewed, moved, job } = typhoon;
  return [
    ...heading('颱風下午 The typhoon afternoon, announced on Thursday at 08:30, off from 13:00'),
    figure('預覽：期限將移動 due instants that would move, by the preview', previewed),
    figure('公告後：期限已移動 due instants that moved', moved),
    figure('重算的時鐘 clocks looked at by the job', job.done, `${job.state}, ${job.done}/${job.total}`),
  ];
}
