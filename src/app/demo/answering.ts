import type { CaseAnswer } from './answers.ts';
import type { Random } from './random.ts';
import type { Stage } from './stage.ts';

const REPLIES = ['已派員處理完畢，感謝您的通報。', '已至現場勘查並完成改善。', '已責請相關單位處理完成。'];
const OUTCOMES = { UPHELD: 60, PARTLY: 15, NOT_UPHELD: 10, INFORMATION: 15 } as const;

/** Whoever has the case accepts it. @throws Refused */
export async function accept(stage: Stage, { caseNo, status, leadAgency }: CaseAnswer): Promise<void> {
  if (status === 'DISPATCHED' && leadAgency !== null) await stage.handler(leadAgency.code).post(`/cases/${caseNo}/accept`);
}

/** The helpers answer, and the leading agency closes the case for all of them. @throws Refused */
export async function close(stage: Stage, caseNo: string, random: Random): Promise<void> {
  const found = await stage.read(caseNo);
  if (found.leadAgency === null || !['DISPATCHED', 'IN_PROGRESS', 'CONTINUED_TRACKING'].includes(found.status)) return;
  await accept(stage, found);
  const lead = found.leadAgency.code;
  await helpersAnswer(stage, found);
  const [text, outcome] = [random.pick(REPLIES), random.weighted(OUTCOMES)];
  const handler = stage.handler(lead);
  if (random.chance(0.3)) await handler.post(`/cases/${caseNo}/submit-reply`, { text, outcome });
  else await handler.post(`/cases/${caseNo}/close`, { reply: text, outcome });
}

/** Whoever helps and has not answered does. @throws Refused */
export async function helpersAnswer(stage: Stage, { caseNo, assignments }: CaseAnswer): Promise<void> {
  for (const { agencyCode, role, status } of assignments) {
    if (role === 'CO_HANDLER' && !['ANSWERED', 'RETURNED'].includes(status)) await help(stage, caseNo, agencyCode);
  }
}

async function help(stage: Stage, caseNo: string, agencyCode: string): Promise<void> {
  if (stage.isOutside(agencyCode)) {
    const body = { agencyCode, reason: '經電話洽詢，無須該機關協助' };
    await stage.api.as('dispatcher').post(`/cases/${caseNo}/remove-co-handler`, body);
    return;
  }
  const answer = { text: '本機關部分已配合完成。', outcome: 'UPHELD' };
  await stage.handler(agencyCode).post(`/cases/${caseNo}/submit-reply`, answer);
}
