import { close } from '../answering.ts';
import { answerReferral, otherAgency } from '../ordinary-petition.ts';
import type { Scene } from './scene.ts';

/** Cases that nobody wants, and cases of somebody else. */
export const ELSEWHERE: readonly Scene[] = [
  {
    title: '兩度退件，由研考裁定 Given back twice, ruled by the city',
    petitions: 1,
    notable: true,
    async *tell(play) {
      const { stage, lead, random } = play;
      const dispatcher = stage.api.as('dispatcher');
      yield play.at(0, 9 * 60);
      const { caseNo } = await play.open();
      yield play.at(0, 10 * 60);
      const second = otherAgency(stage, lead, random);
      const notOurs = { reason: '非本機關權責', proposedAgencyCode: second };
      await stage.handler(lead).post(`/cases/${caseNo}/return`, notOurs);
      yield play.at(0, 11 * 60);
      await dispatcher.post(`/cases/${caseNo}/dispatch`, { agencyCode: second, reason: '依建議改分' });
      yield play.at(0, 15 * 60);
      await stage.handler(second).post(`/cases/${caseNo}/return`, { reason: '仍屬原機關', proposedAgencyCode: lead });
      yield play.at(1, 10 * 60);
      await stage.api.as('city').post(`/cases/${caseNo}/dispatch`, { agencyCode: lead, reason: '依權責劃分，由原機關主辦' });
      yield play.at(2, 14 * 60);
      await close(stage, caseNo, random);
    },
  },
  {
    title: '轉請市府外機關，以連結答復 Referred to an agency outside the city, answered by link',
    petitions: 1,
    async *tell(play) {
      const { stage, random } = play;
      yield play.at(1, 10 * 60);
      const { caseNo } = await play.open();
      const outside = [...stage.city.agencies.values()].filter(
        ({ kind, active, receivesCases }) => kind === 'EXTERNAL' && active && receivesCases,
      );
      const agencyCode = random.pick(outside).code;
      yield play.at(1, 11 * 60);
      await stage.api.as('dispatcher').post(`/cases/${caseNo}/transfer`, { agencyCode, reason: '屬該機構設施' });
      yield play.at(3, 10 * 60);
      await answerReferral(stage, caseNo, agencyCode);
    },
  },
];
