import { close } from '../answering.ts';
import { otherAgency } from '../ordinary-petition.ts';
import type { Scene } from './scene.ts';

/** Cases that meet, and agencies that work on one together. */
export const TOGETHER: readonly Scene[] = [
  {
    title: '兩人通報同一處，併案後一次答復 Two petitions about one matter, merged and answered once',
    petitions: 2,
    notable: true,
    async *tell(play) {
      const { stage, random } = play;
      yield play.at(0, 9 * 60);
      const { caseNo } = await play.open(1);
      yield play.at(1, 9 * 60);
      const survivor = await play.open(0);
      yield play.at(1, 11 * 60);
      const merge = { intoCaseNo: survivor.caseNo, reason: '同一地點、同一情形' };
      await stage.api.as('dispatcher').post(`/cases/${caseNo}/merge`, merge); // its clock began earlier
      yield play.at(2, 15 * 60);
      await close(stage, survivor.caseNo, random);
    },
  },
  {
    title: '併錯了，隔日拆回 A merge that is undone',
    petitions: 2,
    async *tell(play) {
      const { stage, random } = play;
      yield play.at(0, 13 * 60 + 30);
      const survivor = await play.open(0);
      yield play.at(0, 14 * 60);
      const { caseNo } = await play.open(1);
      yield play.at(0, 15 * 60);
      const merge = { intoCaseNo: survivor.caseNo, reason: '看似同一地點' };
      await stage.api.as('dispatcher').post(`/cases/${caseNo}/merge`, merge);
      yield play.at(1, 10 * 60);
      await stage.api.as('dispatcher').post(`/cases/${caseNo}/unmerge`, { reason: '現場勘查後並非同一處' });
      yield play.at(2, 11 * 60);
      await close(stage, survivor.caseNo, random);
      yield play.at(2, 16 * 60);
      await close(stage, caseNo, random);
    },
  },
  {
    title: '主辦請他機關協辦 The leading agency asks another one to help',
    petitions: 1,
    async *tell(play) {
      const { stage, random, lead } = play;
      yield play.at(1, 9 * 60 + 30);
      const { caseNo } = await play.accepted();
      yield play.at(1, 11 * 60);
      const agencyCode = otherAgency(stage, lead, random);
      await stage.supervisor(lead).post(`/cases/${caseNo}/add-co-handler`, { agencyCode, reason: '需會同現場勘查' });
      yield play.at(2, 9 * 60 + 30);
      await stage.handler(agencyCode).post(`/cases/${caseNo}/accept`);
      yield play.at(4, 10 * 60);
      await close(stage, caseNo, random);
    },
  },
];
