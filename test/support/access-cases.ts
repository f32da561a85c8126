import type { Way } from './access-matrix.ts';
import { pothole } from './petition-bodies.ts';
import type { TestApp } from './test-app.ts';

/** How somebody stands to a case: works on it or looks after it, may read it in another way, or has nothing to do with it. */
export type Standing = 'FULL' | Way | 'NONE';

/** A case, and how the staff of agencies stand to it. Those of the whole city reach it in any case. */
export interface Known {
  readonly caseNo: string;
  readonly agencies: Readonly<Record<string, Standing>>;
  readonly village: Standing;
}

/** Cases to which the same agencies stand in different ways. */
export interface KnownCases {
  /** TY-RMO has it, a body below TY-PWB; TY-TRA helped once. */
  readonly theirs: Known;
  /** TY-LIB has it; TY-RMO had it and answers for its category. */
  readonly givenAway: Known;
  /** The same in confidence, where TY-EPB answers for the category. */
  readonly secret: Known;
  /** Sent in by the village head. */
  readonly villages: Known;
}

export async function knownCases(city: TestApp): Promise<KnownCases> {
  return {
    theirs: {
      caseNo: await helped(city, pothole),
      agencies: { 'ty-rmo': 'FULL', 'ty-pwb': 'FULL', 'ty-tra': 'FORMER', 'ty-lib': 'NONE' },
      village: 'NONE',
    },
    givenAway: {
      caseNo: await movedToLibrary(city, await opened(city, 'operator', pothole)),
      agencies: { 'ty-lib': 'FULL', 'ty-rmo': 'CATEGORY_OWNER', 'ty-pwb': 'CATEGORY_OWNER', 'ty-tra': 'NONE' },
      village: 'NONE',
    },
    secret: {
      caseNo: await movedToLibrary(city, await helped(city, { ...pothole, categoryCode: 'PL-001', subject: '工廠異味' })),
      agencies: { 'ty-lib': 'FULL', 'ty-epb': 'NONE', 'ty-tra': 'NONE' },
      village: 'NONE',
    },
    villages: {
      caseNo: await opened(city, 'village', { ...pothole, channel: 'VILLAGE_HEAD' }),
      agencies: { 'ty-rmo': 'FULL', 'ty-lib': 'NONE' },
      village: 'REGISTRANT',
    },
  };
}

async function opened(city: TestApp, account: string, petition: object): Promise<string> {
  const { status, body } = await (await city.as(account)).post('/petitions', petition);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.case.caseNo as string;
}

/** TY-TRA helps, and then does not any more. */
async function helped(city: TestApp, petition: object): Promise<string> {
  const caseNo = await opened(city, 'operator', petition);
  for (const command of ['add-co-handler', 'remove-co-handler']) await done(city, caseNo, command, 'TY-TRA');
  return caseNo;
}

async function movedToLibrary(city: TestApp, caseNo: string): Promise<string> {
  await done(city, caseNo, 'transfer', 'TY-LIB');
  return caseNo;
}

async function done(city: TestApp, caseNo: string, command: string, agencyCode: string): Promise<void> {
  const answer = await (await city.as('dispatcher')).post(`/cases/${caseNo}/${command}`, { agencyCode, reason: '權責' });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}
