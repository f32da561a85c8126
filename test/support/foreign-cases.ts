import { IN_DAXI, signalTiming } from './petition-bodies.ts';
import { landline, REPLY } from './telephone-surveys.ts';
import { type Answer, keyIn, type TestApp } from './test-app.ts';

/** Cases of TY-TRA in 大溪區 that stand in lists. */
export const KINDS = [
  'waiting', // for the city’s approval; it was given to TY-LIB and TY-OEM, ruled about, looked into and reminded of, and TY-RMO has helped
  'secret', // the same, in confidence, and nobody was shown who petitioned
  'closed', // answered badly by its petitioner, who asks for it to be opened again
  'called', // whose petitioner is to be asked by telephone
] as const;
export type Kind = (typeof KINDS)[number];

export interface Foreign {
  readonly caseNo: string;
  /** In words that stand in no other case. */
  readonly subject: string;
}
export type ForeignCases = Readonly<Record<Kind, Foreign>>;

/** Words that stand in the subjects of all of them. */
export const WORDS = '老街溪橋頭號誌';
const SUBJECTS: Readonly<Record<Kind, string>> = {
  waiting: `${WORDS}燈號過短`,
  secret: `${WORDS}異味檢舉`,
  closed: `${WORDS}倒數不準`,
  called: `${WORDS}音響故障`,
};

/** Which replies the city wants to see: those of the cases that are to wait. */
export const APPROVALS = ['TF-001', 'PL-001'].map((categoryCode) => ({
  ...{ agencyCode: null, categoryGroup: null },
  ...{ categoryCode, levels: 2 as const },
}));

/** Makes the cases of which lists tell; of each, the same people and TY-OEM are recused. */
export class ForeignCity {
  constructor(
    private readonly city: TestApp,
    private readonly recused: readonly string[],
  ) {}

  /** Days pass meanwhile: whoever looks signs in afterwards. */
  async build(): Promise<ForeignCases> {
    const waiting = await this.handedRound('waiting', 'TF-001');
    await this.looksInto(waiting);
    await this.helps(waiting);
    const secret = await this.handedRound('secret', 'PL-001');
    for (const caseNo of [waiting, secret]) await this.waits(caseNo);
    await this.city.advanceTo('2026-11-27T09:00:00+08:00');
    const closed = await this.closed('closed', { email: 'badly@example.org' });
    await this.answersBadly(closed);
    const called = await this.closed('called', landline());
    const numbers = { waiting, secret, closed, called };
    const of = (kind: Kind): Foreign => ({ caseNo: numbers[kind], subject: SUBJECTS[kind] });
    return { waiting: of('waiting'), secret: of('secret'), closed: of('closed'), called: of('called') };
  }

  private async handedRound(kind: Kind, categoryCode: string): Promise<string> {
    const caseNo = await this.opened(kind, { categoryCode });
    for (const [by, agencyCode] of [
      ['dispatcher', 'TY-LIB'],
      ['city', 'TY-OEM'],
      ['city', 'TY-TRA'],
    ] as const)
      await this.does(by, `/cases/${caseNo}/transfer`, { agencyCode, reason: '權責' });
    await this.does('dispatcher', `/cases/${caseNo}/recuse`, { agencyCode: 'TY-OEM', reason: '陳情該處' });
    return caseNo;
  }

  private async looksInto(caseNo: string): Promise<void> {
    const { items } = (await (await this.city.as('handler.ty-tra')).get(`/cases/${caseNo}/petitions`)).body;
    const { petitionNo } = items[0] as { petitionNo: string };
    await this.does('handler.ty-tra', `/cases/${caseNo}/petitions/${petitionNo}/reveal`, { purpose: 'CONTACT' });
  }

  private async helps(caseNo: string): Promise<void> {
    await this.does('supervisor.ty-tra', `/cases/${caseNo}/add-co-handler`, { agencyCode: 'TY-RMO', reason: '路面資料' });
    await this.does('handler.ty-rmo', `/cases/${caseNo}/submit-reply`, { text: '路面正常', outcome: 'INFORMATION' });
  }

  private async waits(caseNo: string): Promise<void> {
    await this.does('handler.ty-tra', `/cases/${caseNo}/accept`);
    await this.does('handler.ty-tra', `/cases/${caseNo}/submit-reply`, { text: REPLY.reply, outcome: 'UPHELD' });
    const { body } = await this.does('supervisor.ty-tra', `/cases/${caseNo}/approve-reply`);
    expect(body.approval).toMatchObject({ role: 'CITY_SUPERVISOR', agencyCode: null });
  }

  private async closed(kind: Kind, petitioner: object): Promise<string> {
    const caseNo = await this.opened(kind, { petitioner });
    await this.does('handler.ty-tra', `/cases/${caseNo}/accept`);
    await this.does('handler.ty-tra', `/cases/${caseNo}/close`, REPLY);
    await this.city.drain();
    return caseNo;
  }

  private async answersBadly(caseNo: string): Promise<void> {
    const token = keyIn(await this.city.letterTo('badly@example.org', 'survey', caseNo), 'survey');
    for (const [path, body] of [
      ['', { overall: 1 }],
      ['/reopen-request', { reason: '沒有改善' }],
    ] as const)
      expect((await this.city.citizen.post(`/public/surveys/${token}${path}`, body)).status).toBe(201);
    await this.city.drain();
  }

  private async opened(kind: Kind, difference: object): Promise<string> {
    const location = { ...IN_DAXI, address: '桃園市大溪區' };
    const petition = { ...signalTiming, subject: SUBJECTS[kind], location, ...difference };
    const { body } = await this.does('operator', '/petitions', petition);
    const { caseNo } = body.case as { caseNo: string };
    for (const accountId of this.recused)
      await this.does('dispatcher', `/cases/${caseNo}/recuse`, { accountId, reason: '陳情該員' });
    return caseNo;
  }

  private async does(account: string, path: string, body: object = {}): Promise<Answer> {
    const answer = await (await this.city.as(account)).post(path, body);
    if (answer.status > 201) throw new Error(`${account} ${path}: ${JSON.stringify(answer.body)}`);
    return answer;
  }
}
