import { SealedMessages } from '../../src/modules/notifications/index.ts';
import { Sealer } from '../../src/platform/audit/index.ts';
import { sql } from '../../src/platform/database/index.ts';
import { type Answer, type Client, keyIn, newKey, type TestApp } from './test-app.ts';
import { photo, uploaded } from './uploads.ts';

/** Stands in every text that anybody may write about a case. */
export const MARK = '白鷺七七';
const PLACE = { lat: 24.957131, lng: 121.225917 };
const EMAIL = 'egret77@example.org';

const PETITIONER = {
  name: `王${MARK}`,
  phone: '0937-555-731',
  email: EMAIL,
  address: `桃園市中壢區${MARK}路一號`,
  preferredContact: 'EMAIL',
};

/** How what was planted may be written, in whatever column. */
export const MARKS = [MARK, 'egret77', '0937555731', '0937-555-731', String(PLACE.lat), String(PLACE.lng)];

/** Every column in which somebody writes about a case; a new one has to be planted, and forgotten. */
export const MARKED_COLUMNS = [
  'assignments.answer',
  'attachments.name',
  'case_extensions.note',
  'case_extensions.reason',
  'case_replies.decisions',
  'case_replies.legal_remedy',
  'case_replies.text',
  'cases.address',
  'cases.description',
  'cases.lat',
  'cases.lng',
  'cases.promises',
  'cases.reply',
  'cases.subject',
  'facts.data',
  'legal_holds.lift_reason',
  'legal_holds.reason',
  'petitions.address',
  'petitions.answers',
  'petitions.call_id',
  'petitions.description',
  'petitions.external_id',
  'petitions.landmark',
  'petitions.lat',
  'petitions.light_pole_no',
  'petitions.lng',
  'petitions.subject',
  'precedents.reason',
  'recusals.reason',
  'reopen_requests.note',
  'reopen_requests.reason',
  'reveals.note',
  'supplements.answer',
  'supplements.question',
  'survey_reviews.note',
  'surveys.comment',
];

const PETITION = {
  channel: 'HOTLINE',
  categoryCode: 'TF-002',
  subject: `${MARK}路口號誌`,
  description: `${MARK}路口行人綠燈只有十秒，請回電 0937-555-731`,
  location: { ...PLACE, address: `桃園市中壢區${MARK}路口`, landmark: `${MARK}廟`, lightPoleNo: `P${MARK}` },
  petitioner: PETITIONER,
  answers: { note: MARK },
};

const REPLY = { outcome: 'UPHELD', text: `${MARK}路口已調整。`, legalRemedy: { text: `不服者，${MARK}` } };

/** Replies of the category wait for the head of the agency. */
export const APPROVALS = [{ agencyCode: null, categoryCode: null, categoryGroup: 'TF', levels: 1 }] as const;

/** A city in which cases are planted with marks and then closed. */
export class PlantedCity {
  private calls = 0;

  constructor(readonly app: TestApp) {}

  /** Does something that must go well. */
  async ok(by: Client | string, address: string, body: object = {}, method: 'post' | 'patch' = 'post'): Promise<Answer['body']> {
    const client = typeof by === 'string' ? await this.app.as(by) : by;
    const answer = await client[method](address, body);
    if (answer.status >= 300) throw new Error(`${address}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** A petition with a mark in every field and a marked file. */
  async petition(difference: object = {}): Promise<{ caseNo: string; petitionNo: string; code: string }> {
    const operator = await this.app.as('operator');
    const bytes = await photo(64, 64);
    const attachmentIds = [await uploaded(operator, '/attachments', { bytes, name: `egret77-${MARK}.jpg` })];
    const n = (this.calls += 1);
    const body = { ...PETITION, attachmentIds, callId: `egret77-call-${n}`, externalId: `egret77-ext-${n}`, ...difference };
    const answer = await operator.post('/petitions', body, { 'idempotency-key': newKey() });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return { caseNo: answer.body.case.caseNo, petitionNo: answer.body.petitionNo, code: answer.body.lookupCode };
  }

  /** A case that is simply closed. */
  async closed(difference: object = {}): Promise<{ caseNo: string; petitionNo: string; code: string }> {
    const petition = await this.petition(difference);
    await this.ok('handler.ty-tra', `/cases/${petition.caseNo}/accept`);
    await this.close(`/cases/${petition.caseNo}`);
    return petition;
  }

  /** A case to which everything happens that leaves words behind, with another one merged into it. */
  async eventful(): Promise<{ caseNo: string; mergedNo: string; petitionNo: string; code: string }> {
    const petition = await this.petition();
    const merged = await this.petition();
    const at = `/cases/${petition.caseNo}`;
    await this.travels(at);
    await this.isWorkedOn(at, petition.petitionNo);
    await this.ok('dispatcher', `/cases/${merged.caseNo}/merge`, { intoCaseNo: petition.caseNo, reason: MARK });
    await this.ok('handler.ty-tra', `${at}/submit-reply`, REPLY);
    await this.ok('supervisor.ty-tra', `${at}/reject-reply`, { note: MARK });
    await this.close(at);
    await this.isAnswered(petition.caseNo);
    await this.isTracked(at);
    for (const command of ['hold', 'lift-hold']) await this.ok('city', `${at}/${command}`, { reason: MARK });
    await this.app.drain();
    return { ...petition, mergedNo: merged.caseNo };
  }

  /** The answer of its agency, approved. */
  async close(at: string): Promise<void> {
    await this.ok('handler.ty-tra', `${at}/submit-reply`, REPLY);
    await this.ok('supervisor.ty-tra', `${at}/approve-reply`, { note: MARK });
  }

  /** Of which kinds there are messages that tell something of what was planted: columns cannot be searched for what lies sealed. */
  async messages(): Promise<string[]> {
    const rows = await this.app.rows<{ id: string; template: string; sealed: Buffer }>(
      sql`SELECT m.id, m.template, m.sealed FROM messages m`,
    );
    const opened = await this.app.app.get(SealedMessages, { strict: false }).openAll(rows);
    const marked = opened.filter((message) => MARKS.some((mark) => JSON.stringify(message).includes(mark)));
    return [...new Set(marked.map(({ template }) => template))].sort();
  }

  /** Seals what happened so far: what has no digest yet cannot be blanked. */
  async sealed(): Promise<void> {
    while ((await this.app.app.get(Sealer).run()) > 0);
  }

  private async travels(at: string): Promise<void> {
    await this.ok('handler.ty-tra', `${at}/return`, { reason: MARK, proposedAgencyCode: 'TY-PWB' });
    await this.ok('dispatcher', `${at}/dispatch`, { agencyCode: 'TY-PWB', reason: MARK });
    await this.ok('handler.ty-pwb', `${at}/return`, { reason: MARK, proposedAgencyCode: 'TY-TRA' });
    await this.ok('city', `${at}/dispatch`, { agencyCode: 'TY-TRA', reason: MARK });
    await this.ok('handler.ty-tra', `${at}/accept`);
    await this.ok('dispatcher', `${at}/recuse`, { agencyCode: 'TY-EDU', reason: MARK });
    await this.app.drain();
  }

  private async isWorkedOn(at: string, petitionNo: string): Promise<void> {
    const bytes = await photo(64, 64);
    const file = await uploaded(await this.app.as('operator'), '/attachments', { bytes, name: `egret77-note-${MARK}.jpg` });
    await this.ok('operator', `${at}/note`, { text: MARK, attachmentIds: [file] });
    await this.ok('dispatcher', `${at}/add-co-handler`, { agencyCode: 'TY-OEM', reason: MARK });
    await this.ok('handler.ty-oem', `${at}/accept`);
    await this.ok('handler.ty-oem', `${at}/submit-reply`, { outcome: 'INFORMATION', text: MARK });
    await this.ok('dispatcher', `${at}/add-co-handler`, { agencyCode: 'TY-LIB', reason: MARK });
    await this.ok('dispatcher', `${at}/remove-co-handler`, { agencyCode: 'TY-LIB', reason: MARK });
    await this.ok('operator', `${at}/petitions/${petitionNo}/reveal`, { purpose: 'LEGAL', note: MARK });
    await this.ok('operator', `/petitions/${petitionNo}/petitioner`, { name: `林${MARK}` }, 'patch');
    await this.ok('handler.ty-tra', `${at}/request-supplement`, { question: MARK, replyWithinDays: 3 });
    const letter = await this.app.letterTo(EMAIL, 'supplement');
    await this.ok(this.app.citizen, `/public/supplements/${keyIn(letter, 'supplement')}`, { text: MARK });
    const extension = { until: '2026-12-02', reasonCode: 'SITE_VISIT', reason: MARK };
    await this.ok('handler.ty-tra', `${at}/request-extension`, extension);
    await this.ok('city', `${at}/reject-extension`, { note: MARK });
    await this.ok('handler.ty-tra', `${at}/check-new-fact`, { newFact: false, reason: MARK });
    await this.ok('handler.ty-tra', `${at}/recategorise`, { categoryCode: 'TF-002', reason: MARK }).catch(() => undefined);
  }

  /** The petitioner is not content. */
  private async isAnswered(caseNo: string): Promise<void> {
    const survey = `/public/surveys/${keyIn(await this.app.letterTo(EMAIL, 'survey', caseNo), 'survey')}`;
    await this.ok(this.app.citizen, survey, { overall: 1, speed: 1, comment: MARK });
    await this.ok(this.app.citizen, `${survey}/reopen-request`, { reason: MARK });
    await this.app.drain();
    const first = async (list: string): Promise<string> =>
      (await (await this.app.as('city')).get(`/${list}?limit=200`)).body.items[0].id as string;
    const review = await first('survey-reviews');
    await this.ok('city', `/survey-reviews/${review}/resolve`, { finding: 'NOT_SOLVED', note: MARK });
    const request = await first('reopen-requests');
    await this.ok('city', `/reopen-requests/${request}/reject`, { note: MARK });
  }

  private async isTracked(at: string): Promise<void> {
    await this.ok('city', `${at}/track`, { until: '2026-12-31', reason: MARK });
    const { promises } = await this.ok('handler.ty-tra', `${at}/promise`, { until: '2026-12-15', text: MARK });
    await this.ok('handler.ty-tra', `${at}/keep-promise`, { promiseId: promises[0].id, note: MARK });
    await this.close(at);
  }
}
