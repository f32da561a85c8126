import { addDays } from '../../../kernel/civil-date.ts';
import { close } from '../answering.ts';
import { LAST_DAY } from '../office-time.ts';
import type { Scene } from './scene.ts';

const REPLY = { outcome: 'UPHELD', reply: '已排入改善計畫。' };

/** Cases that end otherwise than by one reply. */
export const ENDINGS: readonly Scene[] = [
  {
    title: '副本，不予處理 A copy, no action',
    petitions: 1,
    async *tell(play) {
      yield play.at(1, 9 * 60);
      const { caseNo } = await play.open();
      yield play.at(1, 13 * 60 + 30);
      const noAction = { ground: 'COPY_ONLY', note: '正本已由他機關受理' };
      await play.stage.api.as('dispatcher').post(`/cases/${caseNo}/no-action`, noAction);
    },
  },
  {
    title: '陳情人撤回 A withdrawal',
    petitions: 1,
    async *tell(play) {
      yield play.at(2, 9 * 60);
      const { caseNo } = await play.open();
      yield play.at(2, 14 * 60);
      await play.stage.api.as('operator').post(`/cases/${caseNo}/withdraw`, { reason: '陳情人來電表示已自行解決' });
    },
  },
  {
    title: '結案後續列管，並有承諾期限 Continued tracking, with a promise on the way',
    petitions: 1,
    async *tell(play) {
      const { stage, lead } = play;
      yield play.at(0, 9 * 60 + 30);
      const { caseNo } = await play.accepted();
      yield play.at(0, 16 * 60);
      await stage.handler(lead).post(`/cases/${caseNo}/close`, REPLY);
      yield play.at(1, 9 * 60 + 30);
      const track = { until: addDays(LAST_DAY, 14), reason: '改善工程尚未完成' };
      await stage.api.as('city').post(`/cases/${caseNo}/track`, track);
      yield play.at(1, 10 * 60);
      const promise = { text: '完成現場測量', until: addDays(LAST_DAY, -3) };
      await stage.handler(lead).post(`/cases/${caseNo}/promise`, promise);
      yield play.at(4, 10 * 60);
      const { promises } = await stage.read(caseNo);
      await stage.handler(lead).post(`/cases/${caseNo}/keep-promise`, { promiseId: promises[0]!.id, note: '已完成測量' });
    },
  },
  {
    title: '不滿意，請求重啟並獲准 Not satisfied: asked to reopen, and approved',
    petitions: 1,
    async *tell(play) {
      const { stage, random } = play;
      yield play.at(0, 9 * 60);
      const { caseNo, contact } = await play.open();
      yield play.at(0, 14 * 60);
      await close(stage, caseNo, random);
      yield play.at(0, 20 * 60 + 30);
      const key = await stage.keyOf(contact!, 'survey', caseNo);
      if (key === null) return; // the confidential are not asked
      await stage.api.citizen.post(`/public/surveys/${key}`, { overall: 1, comment: '問題還在' });
      await stage.api.citizen.post(`/public/surveys/${key}/reopen-request`, { reason: '現場仍未改善' });
      yield play.at(1, 10 * 60);
      const [request] = await stage.api.as('dispatcher').all<{ readonly id: string }>(`/reopen-requests?caseNo=${caseNo}`);
      await stage.api.as('dispatcher').post(`/reopen-requests/${request!.id}/approve`, { note: '已派員現勘，確實未改善' });
      yield play.at(2, 15 * 60);
      await close(stage, caseNo, random);
    },
  },
];
