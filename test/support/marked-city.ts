import { Writable } from 'node:stream';
import { Redis } from 'ioredis';
import { ADDRESSES, gossip, OFFICIAL, PEOPLE, WORDS } from './marks.ts';
import { MailRoom } from './mail-room.ts';
import { OwnRedis } from './own-redis.ts';
import { libraryLetter, pothole, signalTiming } from './petition-bodies.ts';
import { routesOf } from './routes.ts';
import { startSmsGateway, type StartedGateway } from './sms-gateway.ts';
import { type Answer, Client, newKey, startTestApp, type TestApp } from './test-app.ts';
import { AS_FORM, formOf, picture } from './uploads.ts';

const MORNING = '2026-11-16T09:00:00+08:00';

/** Who petitioned what. */
export interface Marked {
  readonly caseNo: string;
  readonly petitionNo: string;
  readonly lookupCode: string;
}

/** A city whose petitions say in every field what nobody may read elsewhere; all that its program lets out is kept. */
export class MarkedCity {
  readonly log: string[] = [];
  /** Addresses that the program called, with the heads that it sent. */
  readonly called: string[] = [];
  /** Every command that Redis was sent. */
  readonly redisCommands: string[] = [];
  app!: TestApp;
  mail!: MailRoom;
  private redis!: OwnRedis;
  private listener!: Redis;
  private gateway!: StartedGateway;

  static async found(): Promise<MarkedCity> {
    const city = new MarkedCity();
    city.redis = await OwnRedis.start();
    city.listener = await new Redis(city.redis.url, { lazyConnect: true }).monitor(); // a connection of its own; the first one stays closed
    city.listener.on('monitor', (_time: string, args: string[]) => city.redisCommands.push(args.join(' ')));
    city.mail = await MailRoom.open([PEOPLE.corrected.email]);
    city.gateway = await startSmsGateway((request, response) => {
      city.called.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
      response.writeHead(202).end();
    });
    const log = new Writable({ write: (line: Buffer, _, done) => done(void city.log.push(line.toString())) });
    const environment = { SMTP_URL: city.mail.url, SMS_URL: city.gateway.url, CHALLENGE: 'off' };
    city.app = await startTestApp({ startsAt: MORNING, redisUrl: city.redis.url, environment, log });
    return city;
  }

  async end(): Promise<void> {
    await this.app.close();
    await Promise.all([this.mail.close(), this.gateway.stop()]);
    this.listener.disconnect();
    await this.redis.stop();
  }

  /** A photograph with notes in it, under somebody's name. @returns its id */
  async file(by: Client, path: string, name: string): Promise<string> {
    const exif = { IFD0: { Artist: 'MARKED-OWNER', Make: 'MARKED-MAKER', ImageDescription: 'MARKED-TITLE' } };
    const bytes = await picture().jpeg().withExif(exif).toBuffer();
    const answer = await by.post(path, formOf({ bytes, name }), AS_FORM);
    return done(answer).body.attachmentId as string;
  }

  /** What staff write down for a caller. */
  async registered(petitioner: object, difference: object = {}): Promise<Marked> {
    const operator = await this.app.as('operator');
    const attachmentId = await this.file(operator, '/attachments', `${WORDS.phone}.jpg`);
    const body = {
      ...signalTiming,
      subject: `號誌綠燈太短，${gossip()}`,
      description: `老人過不了馬路。${gossip()}`,
      location: { ...signalTiming.location, landmark: gossip() },
      callId: 'call-1',
      externalId: newKey(),
      attachmentIds: [attachmentId],
      petitioner,
      ...difference,
    };
    return marked(await operator.post('/petitions', body, { 'idempotency-key': newKey() }));
  }

  /** What a citizen sends, from an address of the Internet. */
  async sent(path: string, petitioner: object, at = 0): Promise<Marked> {
    const attachmentId = await this.file(this.app.citizen, '/public/attachments', `${WORDS.nationalId}.jpg`);
    const words = { subject: `自習室，${gossip()}`, description: gossip(), petitioner, attachmentIds: [attachmentId] };
    const body = path.endsWith('reports')
      ? { ...words, categoryCode: pothole.categoryCode, location: pothole.location }
      : { ...libraryLetter, ...words };
    return marked(await this.from(ADDRESSES[at]!, path, body));
  }

  from(remoteAddress: string, path: string, body: object): Promise<Answer> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': newKey(), 'user-agent': 'a browser' };
    const request = { method: 'POST', url: `/api/v1${path}`, remoteAddress, headers, payload: JSON.stringify(body) } as const;
    return this.app.citizen.send(request);
  }

  /** Gives a command, which is taken. */
  async command(by: string, caseNo: string, command: string, body: object = {}): Promise<Answer> {
    return done(await (await this.app.as(by)).post(`/cases/${caseNo}/${command}`, body));
  }

  /** The key of the newest link in the mail of somebody. */
  async keyFor(address: string, page: string): Promise<string> {
    await this.app.drain();
    const links = this.mail.to(address).flatMap(({ text }) => text.match(new RegExp(`/${page}\\w*[/#]+[\\w-]{43}`, 'g')) ?? []);
    const link = links.at(-1);
    if (!link) throw new Error(`no ${page} among the mails to ${address}: ${JSON.stringify(this.mail.to(address))}`);
    return link.slice(-43);
  }

  /** Whatever somebody reads who asks every route that is only read, about a case. */
  async seenBy(client: Client, about: Marked): Promise<string[]> {
    const asked = routesOf(this.app).filter((route) => route.startsWith('GET ') && !/oidc|healthz|readyz|metrics/.test(route));
    const texts: string[] = [];
    for (const route of asked) {
      const path = route
        .slice('GET '.length)
        .replace(':caseNo', about.caseNo)
        .replace(':petitionNo', about.petitionNo)
        .replace(/:\w+/, newKey());
      const { status, body, headers } = await client.get(path);
      texts.push(`${status} ${route} ${JSON.stringify(body)} ${JSON.stringify(headers)}`);
    }
    return texts;
  }
}

const marked = (answer: Answer): Marked => {
  const { petitionNo, lookupCode, case: of } = done(answer).body;
  return { petitionNo, lookupCode, caseNo: of?.caseNo };
};

/** @throws Error when it was refused */
export function done(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer;
}

export const OFFICIAL_WORDS = gossip(OFFICIAL);
