import { expectProblem } from './problem.ts';
import { rowCounts } from './row-counts.ts';
import type { Answer, TestApp } from './test-app.ts';

/** What is refused changes nothing: not the case, not a row of any table. */
export async function expectRefused(
  city: TestApp,
  caseNo: string,
  send: () => Promise<Answer>,
  problem: { readonly status: number; readonly code: string },
): Promise<void> {
  const operator = await city.as('operator');
  const looked = async (): Promise<object> => ({ ...(await operator.get(`/cases/${caseNo}`)).body, clock: null });
  await city.drain();
  const before = [await looked(), await rowCounts(city)];
  expectProblem(await send(), problem);
  expect([await looked(), await rowCounts(city)]).toEqual(before);
}
