import type { Client, TestApp } from './test-app.ts';

/** A reminder as the console lists it. */
export interface Reminder {
  readonly caseNo: string;
  readonly step: string;
  readonly dueAt: string;
  readonly sentAt: string;
  readonly recipients: readonly { readonly username: string; readonly level: string }[];
}

/** What rang of a case, the first first. */
export async function remindersAbout(operator: Client, caseNo: string): Promise<Reminder[]> {
  const { status, body } = await operator.get(`/reminders?caseNo=${caseNo}`);
  expect(status).toBe(200);
  return (body.items as Reminder[]).reverse();
}

/** The step and the minute of the city at which it rang. */
export const rang = ({ step, sentAt }: Reminder): string => `${step} ${sentAt.slice(0, 16)}`;
export const told = ({ recipients }: Reminder): string[] => recipients.map(({ username }) => username);

/** Whoever has a case accepts it, unless that has been done. @returns its handler */
export async function acceptCase(city: TestApp, caseNo: string): Promise<Client> {
  const { body } = await (await city.as('operator')).get(`/cases/${caseNo}`);
  const handler = await city.as(`handler.${(body.leadAgency.code as string).toLowerCase()}`);
  if (body.status === 'DISPATCHED') expect((await handler.post(`/cases/${caseNo}/accept`)).status).toBe(200);
  return handler;
}

/** Those who help have nothing to say, and the leading agency closes the case. */
export async function closeCase(city: TestApp, caseNo: string): Promise<void> {
  const handler = await acceptCase(city, caseNo);
  const { assignments } = (await handler.get(`/cases/${caseNo}`)).body;
  for (const { role, agencyCode } of assignments as readonly { role: string; agencyCode: string }[]) {
    if (role === 'LEAD') continue;
    const helper = await city.as(`handler.${agencyCode.toLowerCase()}`);
    expect((await helper.post(`/cases/${caseNo}/return`, { reason: '無須協辦' })).status).toBe(200);
  }
  expect((await handler.post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '已處理' })).status).toBe(200);
}
