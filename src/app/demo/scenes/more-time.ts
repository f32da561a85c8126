import { accept, close } from '../answering.ts';
import { TYPHOON_DAY } from '../office-time.ts';
import type { ScenePlay, Scene } from './scene.ts';

async function askForTime(play: ScenePlay, caseNo: string, until: Date): Promise<void> {
  const wish = { until: until.toISOString(), reasonCode: 'SITE_VISIT', reason: '須會同相關單位現場會勘' };
  await play.stage.handler(play.lead).post(`/cases/${caseNo}/request-extension`, wish);
}

/** Extensions and questions to the petitioner: what moves or stops a clock. */
export const MORE_TIME: readonly Scene[] = [
  {
    title: '颱風當天到期的案件 A case that was due on the day of the typhoon',
    petitions: 1,
    notable: true,
    async *tell(play) {
      yield play.at(0, 9 * 60 + 30);
      const { caseNo } = await play.open(0, await play.receiptDueOn(TYPHOON_DAY));
      await accept(play.stage, await play.stage.read(caseNo));
      yield play.at(4, 14 * 60);
      await close(play.stage, caseNo, play.random);
    },
  },
  {
    title: '展延核准 An extension that is approved',
    petitions: 1,
    async *tell(play) {
      const { stage, lead, random } = play;
      yield play.at(0, 9 * 60 + 30);
      const { caseNo, dueAt } = await play.accepted();
      yield play.at(1, 14 * 60);
      await askForTime(play, caseNo, new Date(new Date(dueAt!).getTime() + 3 * 86_400_000));
      yield play.at(1, 16 * 60);
      await stage.supervisor(lead).post(`/cases/${caseNo}/approve-extension`, { note: '同意' });
      yield play.at(4, 16 * 60);
      await close(stage, caseNo, random);
    },
  },
  {
    title: '展延駁回 An extension that is rejected',
    petitions: 1,
    async *tell(play) {
      const { stage, lead, random } = play;
      yield play.at(0, 10 * 60);
      const { caseNo, dueAt } = await play.accepted();
      yield play.at(1, 14 * 60 + 30);
      await askForTime(play, caseNo, new Date(new Date(dueAt!).getTime() + 2 * 86_400_000));
      yield play.at(1, 16 * 60 + 30);
      await stage.supervisor(lead).post(`/cases/${caseNo}/reject-extension`, { note: '理由不足，請如期辦理' });
      yield play.at(2, 16 * 60);
      await close(stage, caseNo, random);
    },
  },
  {
    title: '補正，陳情人以連結答復 A question that the petitioner answers by link',
    petitions: 1,
    async *tell(play) {
      const { stage, lead, random } = play;
      yield play.at(0, 11 * 60);
      const { caseNo } = await play.open();
      const { contact } = stage.taken.find((taken) => taken.caseNo === caseNo)!;
      await stage.handler(lead).post(`/cases/${caseNo}/accept`);
      yield play.at(0, 15 * 60);
      const question = { question: '請問確切位置在哪一側？', replyWithinDays: 3 };
      await stage.handler(lead).post(`/cases/${caseNo}/request-supplement`, question);
      yield play.at(1, 20 * 60);
      const key = await stage.keyOf(contact!, 'supplement', caseNo);
      await stage.api.citizen.post(`/public/supplements/${key}`, { text: '在便利商店門口前面。' });
      yield play.at(4, 11 * 60);
      await close(stage, caseNo, random);
    },
  },
  {
    title: '補正逾期未復 A question that nobody answers',
    petitions: 1,
    async *tell(play) {
      const { stage, lead } = play;
      yield play.at(0, 11 * 60 + 30);
      const { caseNo } = await play.accepted();
      yield play.at(0, 16 * 60);
      const question = { question: '請提供照片或詳細地點。', replyWithinDays: 2 };
      await stage.handler(lead).post(`/cases/${caseNo}/request-supplement`, question);
      yield play.at(4, 15 * 60);
      const reply = { outcome: 'NOT_UPHELD', reply: '因資料不足，經現場查看未發現所述情形。' };
      await stage.handler(lead).post(`/cases/${caseNo}/close`, reply);
    },
  },
];
