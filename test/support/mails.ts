import { createTransport, type SendMailOptions } from 'nodemailer';
import { IncomingMails } from '../../src/modules/notifications/index.ts';
import { RelayAddresses } from '../../src/modules/notifications/relay-addresses.service.ts';
import { sql } from '../../src/platform/database/index.ts';
import type { ImapServer } from './imap-server.ts';
import type { Answer, TestApp } from './test-app.ts';
import { until } from './until.ts';

export const RELAY_ADDRESS = 'relay@city.example.gov.tw';

const composer = createTransport({ streamTransport: true, buffer: true });

/** A mail as a mail program sends it. */
export async function mail(parts: SendMailOptions): Promise<Buffer> {
  const { message } = await composer.sendMail({ from: '王小明 <wang@example.org>', subject: 'Re: 通知', ...parts });
  return message as Buffer;
}

/** Something that happened to a case. */
export interface CaseEvent {
  readonly type: string;
  readonly actor: { readonly kind: string };
  readonly data: { readonly text: string; readonly petitionNo?: string; readonly attachmentIds: readonly string[] };
}

/** A city that fetches its mail. */
export class Correspondence {
  constructor(
    private readonly city: TestApp,
    private readonly server: ImapServer,
  ) {}

  /** The address to which the petitioners of a case answer, in the order of their petitions. */
  async addressesOf(caseNo: string): Promise<string[]> {
    await this.city.drain();
    const petitions = await this.city.rows<{ id: string }>(sql`
      SELECT p.id
      FROM petitions p
      JOIN case_petitions l ON l.petition_id = p.id
      JOIN cases c ON c.id = l.case_id
      WHERE c.case_no = ${caseNo}
      ORDER BY p.received_at, p.id`);
    const addresses = this.city.app.get(RelayAddresses, { strict: false });
    return Promise.all(petitions.map(async ({ id }) => (await addresses.of(id))!)); // as a mail that leaves the city bears them
  }

  /** Delivers a mail, and lets it be fetched. @returns its number in the mailbox */
  async send(parts: SendMailOptions): Promise<number> {
    const uid = await this.server.deliver(await mail(parts));
    await this.fetch();
    return uid;
  }

  /** Looks into the mailbox until nothing is left that nobody has dealt with. */
  async fetch(): Promise<void> {
    await until(async () => {
      await this.look();
      return (await this.server.mails()).every(({ flags }) => flags.includes('\\Seen'));
    });
    await this.city.drain();
  }

  look(): Promise<number> {
    return this.city.app.get(IncomingMails, { strict: false }).run();
  }

  async flagsOf(uid: number): Promise<readonly string[]> {
    return (await this.server.mails()).find((each) => each.uid === uid)!.flags;
  }

  /** What petitioners sent about a case, the oldest first. */
  async heard(caseNo: string): Promise<CaseEvent[]> {
    const { items } = (await (await this.city.as('operator')).get(`/cases/${caseNo}/events?limit=200`)).body as {
      items: CaseEvent[];
    };
    return items.filter(({ type }) => ['case.message_received', 'case.supplement_received'].includes(type));
  }

  async seen(caseNo: string): Promise<Answer['body']> {
    return (await (await this.city.as('operator')).get(`/cases/${caseNo}`)).body;
  }

  /** Since the beginning of the test's city, by UID. */
  async outcomes(): Promise<Record<number, string>> {
    const rows = await this.city.rows<{ uid: number; outcome: string }>(sql`
      SELECT m.uid::integer AS uid, coalesce(m.reason, m.state) AS outcome FROM incoming_mails m ORDER BY m.uid`);
    return Object.fromEntries(rows.map(({ uid, outcome }) => [uid, outcome]));
  }

  /** One of the numbers that should be 0. */
  async attention(kind: string): Promise<{ readonly count: number; readonly details: readonly string[] }> {
    const { items } = (await (await this.city.as('admin')).get(`/ops/attention/${kind}?limit=200`)).body as {
      items: { detail: string }[];
    };
    return { count: items.length, details: items.map(({ detail }) => detail) };
  }
}
