import { signalTiming } from './petition-bodies.ts';
import { type Answer, type Client, keyIn, type TestApp } from './test-app.ts';

/** A case and the mailbox of its petitioner. */
export interface Asked {
  readonly caseNo: string;
  readonly email: string;
}

export const QUESTION = { question: '請問是哪一個路口的號誌？', replyWithinDays: 3 };

let mailboxes = 0;

/** Cases whose petitioners are asked something, each with a mailbox of its own. */
export class AskedPetitioners {
  constructor(private readonly city: TestApp) {}

  /** A case that its handler has accepted. */
  async accepted(body: object = signalTiming, by = 'handler.ty-tra', petitioner: object = {}): Promise<Asked> {
    const email = `asked-${(mailboxes += 1)}@example.org`;
    const operator = await this.city.as('operator');
    const registered = await operator.post('/petitions', { ...body, petitioner: { name: '王小明', email, ...petitioner } });
    const caseNo = registered.body.case.caseNo as string;
    const { status } = await (await this.city.as(by)).post(`/cases/${caseNo}/accept`);
    if (status !== 200) throw new Error(`${by} cannot accept ${caseNo}`);
    return { caseNo, email };
  }

  async ask(caseNo: string, body: object = QUESTION, by = 'handler.ty-tra'): Promise<Answer> {
    return (await this.city.as(by)).post(`/cases/${caseNo}/request-supplement`, body);
  }

  /** A case whose petitioner waits to be heard. */
  async asked(): Promise<Asked> {
    const about = await this.accepted();
    const { status } = await this.ask(about.caseNo);
    if (status !== 200) throw new Error(`nobody was asked about ${about.caseNo}`);
    return about;
  }

  /** The address that the petitioner finds in the newest question. */
  async linkOf({ email }: Asked): Promise<string> {
    return `/public/supplements/${keyIn(await this.city.letterTo(email, 'supplement'), 'supplement')}`;
  }

  async eventsOf(caseNo: string): Promise<string[]> {
    const operator: Client = await this.city.as('operator');
    const { items } = (await operator.get(`/cases/${caseNo}/events?limit=200`)).body as { items: { type: string }[] };
    return items.map(({ type }) => type);
  }
}
