import { sql } from '../../src/platform/database/index.ts';
import { pothole } from './petition-bodies.ts';
import { type Answer, type Client, startTestApp, type TestApp } from './test-app.ts';

export const NOTICE = { 'zh-TW': '颱風期間，案件處理時間可能延後。', en: 'Answers may take longer because of the typhoon.' };

/** Signals have twice the time, blocked roads wait, broken pavements go to the fire department. */
export const TYPHOON = {
  name: '海棠颱風',
  until: null as string | null,
  notice: NOTICE,
  serviceLevels: [
    { change: 'LENGTHEN', categoryCodes: ['TF-002'], factor: 2 },
    { change: 'SUSPEND', categoryCodes: ['RD-012'] },
  ],
  emergencyDesk: { agencyCode: 'TY-FD', categoryCodes: ['RD-003'] },
};

/** P3, a hazard, 3 working days: to the road maintenance office on ordinary days. */
export const pavement = { ...pothole, categoryCode: 'RD-003', subject: '人行道鋪面破損' };

/** A city with somebody who takes calls, and somebody who turns the switch. */
export class StormyCity {
  private constructor(
    readonly app: TestApp,
    readonly operator: Client,
    readonly supervisor: Client,
  ) {}

  static async begin(startsAt: string): Promise<StormyCity> {
    const app = await startTestApp({ startsAt });
    return new StormyCity(app, await app.as('operator'), await app.as('city'));
  }

  /** Asks for the switch. */
  start(difference: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.supervisor.post('/disasters', { ...TYPHOON, ...difference }, headers);
  }

  /** Turns the switch, and lets follow what follows. @returns the disaster's id */
  async started(difference: object = {}): Promise<string> {
    const { status, body } = await this.start(difference);
    expect([status, body]).toEqual([201, expect.objectContaining({ state: 'UNDERWAY' })]);
    await this.app.drain();
    return body.id;
  }

  async ended(id: string): Promise<void> {
    const { status } = await this.supervisor.post(`/disasters/${id}/end`, { reason: '颱風遠離' });
    expect(status).toBe(200);
    await this.app.drain();
  }

  /** Moves the clock on and lets ring what has become due: a hazard that nobody accepts would ring all the hours between. */
  async later(instant: string): Promise<void> {
    this.app.clock.advanceTo(new Date(instant));
    await this.app.drain();
  }

  /** Registers a petition. @returns the number of its case */
  async open(body: object): Promise<string> {
    return (await this.operator.post('/petitions', body)).body.case.caseNo;
  }

  async clockOf(caseNo: string): Promise<Answer['body']> {
    return (await this.operator.get(`/cases/${caseNo}/clock`)).body;
  }

  async current(): Promise<Answer['body']> {
    return (await this.supervisor.get('/disasters/current')).body.disaster;
  }

  /** The facts about a disaster, with what they say. */
  factsAbout(id: string): Promise<{ type: string; data: Record<string, unknown>; actor: string }[]> {
    return this.app.rows(
      sql`SELECT f.type, f.data, f.actor_kind AS actor FROM facts f WHERE f.subject_id = ${id} ORDER BY f.seq`,
    );
  }
}

/** The kinds of the lines of a clock's ledger. */
export const kindsOf = ({ ledger }: { ledger: { kind: string }[] }): string[] => ledger.map(({ kind }) => kind);
