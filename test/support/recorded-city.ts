import { Sealer } from '../../src/platform/audit/index.ts';
import { pothole } from './petition-bodies.ts';
import { type Answer, type Client, startTestApp, type TestApp } from './test-app.ts';

/** A city with one case of which something is on record, sealed. */
export class RecordedCity {
  private constructor(
    readonly app: TestApp,
    readonly auditor: Client,
    readonly caseNo: string,
  ) {}

  static async begin(): Promise<RecordedCity> {
    const app = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
    const { body } = await (await app.as('operator')).post('/petitions', pothole);
    const city = new RecordedCity(app, await app.as('auditor'), body.case.caseNo);
    const handler = await app.as('handler.ty-rmo');
    await handler.post(`/cases/${city.caseNo}/accept`);
    await handler.post(`/cases/${city.caseNo}/note`, { text: '到場"複勘"\n路面\t破損' });
    await app.drain();
    await city.sealed();
    return city;
  }

  /** What the auditor finds in the record. */
  async search(query: string): Promise<Answer['body'][]> {
    const { status, body } = await this.auditor.get(`/audit/facts?${query}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.items;
  }

  /** Everything that happened so far. */
  async sealed(): Promise<void> {
    while ((await this.app.app.get(Sealer).run()) > 0);
  }
}
