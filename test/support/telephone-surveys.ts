import { signalTiming } from './petition-bodies.ts';
import type { Client, TestApp } from './test-app.ts';

export const REPLY = { outcome: 'UPHELD', reply: '已調整秒數。' };

/** A survey that waits for somebody to call. */
export interface Call {
  readonly id: string;
  readonly caseNo: string;
  readonly phone: string;
  readonly claimedBy: string | null;
  readonly claimedUntil: string | null;
  readonly attempts: number;
}

let phones = 0;
/** A landline that nobody used before: no mail and no text message reaches it. */
export const landline = (): { name: string; phone: string; preferredContact: string } => ({
  name: '王小明',
  phone: `03-332-${String(1000 + (phones += 1))}`,
  preferredContact: 'PHONE',
});

/** A case that was opened and closed for somebody, and all that follows. @returns its number */
export async function closedFor(city: TestApp, petitioner: object): Promise<string> {
  const { body } = await (await city.as('operator')).post('/petitions', { ...signalTiming, petitioner });
  const handler = await city.as('handler.ty-tra');
  await handler.post(`/cases/${body.case.caseNo}/accept`);
  expect((await handler.post(`/cases/${body.case.caseNo}/close`, REPLY)).status).toBe(200);
  await city.drain();
  return body.case.caseNo as string;
}

export const callsOf = async (client: Client): Promise<Call[]> => (await client.get('/survey-calls?limit=200')).body.items;
