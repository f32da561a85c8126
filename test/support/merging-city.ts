import { signalTiming } from './petition-bodies.ts';
import { type Answer, type Client, startTestApp, type TestApp } from './test-app.ts';

/** A Tuesday morning. */
export const MORNING = '2026-11-17T09:00:00+08:00';

/** A case with the one who petitioned. */
export interface Opened {
  readonly caseNo: string;
  readonly petitionNo: string;
  readonly lookupCode: string;
  readonly email: string;
}

/** A city in which cases are merged and taken apart: by its dispatcher, unless it is said by whom. */
export class MergingCity {
  private citizens = 0;

  private constructor(
    readonly app: TestApp,
    readonly operator: Client,
    readonly dispatcher: Client,
    readonly handler: Client,
    readonly supervisor: Client,
  ) {}

  static async begin(): Promise<MergingCity> {
    const app = await startTestApp({ startsAt: MORNING });
    const [operator, dispatcher] = [await app.as('operator'), await app.as('dispatcher')];
    return new MergingCity(app, operator, dispatcher, await app.as('handler.ty-tra'), await app.as('supervisor.ty-tra'));
  }

  /** A petition of somebody of their own. */
  async open(body: object = signalTiming, receivedAt = MORNING): Promise<Opened> {
    const email = `citizen-${(this.citizens += 1)}@example.org`;
    const petitioner = { name: '王小明', email };
    const { status, body: answer } = await this.operator.post('/petitions', { ...body, receivedAt, petitioner });
    if (status !== 201) throw new Error(JSON.stringify(answer));
    return { caseNo: answer.case.caseNo, petitionNo: answer.petitionNo, lookupCode: answer.lookupCode, email };
  }

  merge(of: string, into: string, by = this.dispatcher): Promise<Answer> {
    return by.post(`/cases/${of}/merge`, { intoCaseNo: into, reason: '同一路口' });
  }

  unmerge(of: string, by = this.dispatcher): Promise<Answer> {
    return by.post(`/cases/${of}/unmerge`, { reason: '不是同一路口' });
  }

  async read(caseNo: string): Promise<Answer['body']> {
    return (await this.dispatcher.get(`/cases/${caseNo}`)).body;
  }
}
