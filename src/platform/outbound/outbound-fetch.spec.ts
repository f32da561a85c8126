import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Destination } from './destination.ts';
import { NameResolver, SystemResolver } from './name-resolver.port.ts';
import { NotFetched, type NotFetchedReason } from './not-fetched.ts';
import { OutboundFetch, type OutboundRequest } from './outbound-fetch.ts';

const WISH = { mostBytes: 1_000, timeoutMs: 10_000 };

/** Names mean what the test says, one meaning after the other. */
class Names extends NameResolver {
  readonly asked: string[] = [];

  constructor(private readonly meanings: Readonly<Record<string, readonly string[]>>) {
    super();
  }

  async resolve(name: string): Promise<readonly string[]> {
    this.asked.push(name);
    return this.meanings[name] ?? [];
  }
}

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

interface Started {
  readonly port: number;
  /** What was asked of it: method, address, host and body. */
  readonly asked: string[];
}

async function start(answer: RequestListener): Promise<Started> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push(`${request.method!} ${request.url!} ${request.headers.host!} ${body}`);
      answer(request, response);
    });
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, asked };
}

/** Lets the tests reach one server on this machine, in plain HTTP. */
const only =
  (...ports: number[]) =>
  ({ url, address }: Destination): boolean =>
    address === '127.0.0.1' && ports.includes(Number(url.port));

const refusal = async (fetching: Promise<unknown>): Promise<NotFetchedReason> => {
  const error = await fetching.then(
    () => null,
    (failure: unknown) => failure,
  );
  if (!(error instanceof NotFetched)) throw new Error(`not refused: ${String(error)}`);
  return error.reason;
};

const NOBODY = new Names({});
const strict = (resolver: NameResolver = NOBODY): OutboundFetch => new OutboundFetch(resolver);

describe('nothing inside is called', () => {
  test('no address of this machine or its networks, however it is written', async () => {
    const inside = await start((_, response) => response.end('secret'));
    for (const host of [
      '127.0.0.1',
      '0x7f.1',
      '2130706433',
      '017700000001',
      '127.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
      '10.0.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '[fe80::1]',
      '[fd00:ec2::254]',
      '[64:ff9b::7f00:1]',
      '224.0.0.1',
    ]) {
      for (const scheme of ['http', 'https']) {
        expect([host, await refusal(strict().fetch({ ...WISH, url: `${scheme}://${host}:${inside.port}/` }))]).toEqual([
          host,
          'ADDRESS_REFUSED',
        ]);
        expect([host, await refusal(strict().fetch({ ...WISH, url: `${scheme}://${host}/` }))]).toEqual([
          host,
          'ADDRESS_REFUSED',
        ]);
      }
    }
    expect(inside.asked).toEqual([]);
  });

  test('no name that means an address inside, and none that means one among others', async () => {
    const names = new Names({
      'inside.example': ['10.0.0.5'],
      'both.example': ['8.8.8.8', '127.0.0.1'],
      'v6.example': ['::ffff:127.0.0.1'],
    });
    for (const host of ['inside.example', 'both.example', 'v6.example']) {
      expect(await refusal(strict(names).fetch({ ...WISH, url: `https://${host}/` }))).toBe('ADDRESS_REFUSED');
    }
  });

  test('not localhost as the system itself knows it', async () => {
    const inside = await start((_, response) => response.end('secret'));
    expect(await refusal(strict(new SystemResolver()).fetch({ ...WISH, url: `https://localhost:${inside.port}/` }))).toBe(
      'ADDRESS_REFUSED',
    );
    expect(inside.asked).toEqual([]);
  });

  test('nothing but the web, by TLS', async () => {
    for (const url of ['http://8.8.8.8/', 'https://8.8.8.8:25/', 'https://8.8.8.8:6379/']) {
      expect([url, await refusal(strict().fetch({ ...WISH, url }))]).toEqual([url, 'ADDRESS_REFUSED']);
    }
    for (const url of [
      'file:///etc/passwd',
      'ftp://8.8.8.8/',
      'gopher://8.8.8.8/',
      'data:text/plain,x',
      '//8.8.8.8/',
      'x',
      '',
      'https://a:b@8.8.8.8/',
    ]) {
      expect([url, await refusal(strict().fetch({ ...WISH, url }))]).toEqual([url, 'ADDRESS_MALFORMED']);
    }
  });

  test('a name is resolved once, and the connection goes to what was looked at', async () => {
    const outside = await start((_, response) => response.end('picture'));
    const names = new Names({ 'media.example': ['127.0.0.1'] });
    const outbound = new OutboundFetch(names, only(outside.port));
    const answer = await outbound.fetch({ ...WISH, url: `http://media.example:${outside.port}/1.jpg` });
    expect(answer.body.toString()).toBe('picture');
    expect(outside.asked).toEqual([`GET /1.jpg media.example:${outside.port} `]);
    expect(names.asked).toEqual(['media.example']); // nobody asks again what the name means
  });

  test('a redirect leads nowhere where the address itself could not', async () => {
    const inside = await start((_, response) => response.end('secret'));
    for (const location of [
      `http://127.0.0.1:${inside.port}/`,
      'https://169.254.169.254/latest/meta-data/',
      'https://inside.example/',
    ]) {
      const outside = await start((_, response) => response.writeHead(302, { location }).end());
      const outbound = new OutboundFetch(new Names({ 'inside.example': ['10.0.0.5'] }), only(outside.port));
      expect(await refusal(outbound.fetch({ ...WISH, url: `http://127.0.0.1:${outside.port}/` }))).toBe('ADDRESS_REFUSED');
    }
    expect(inside.asked).toEqual([]);
  });
});

describe('what is outside', () => {
  const fetchFrom = async (answer: RequestListener, wish: Partial<OutboundRequest> = {}) => {
    const { port, asked } = await start(answer);
    const fetched = new OutboundFetch(NOBODY, only(port)).fetch({ ...WISH, url: `http://127.0.0.1:${port}/a`, ...wish });
    return { fetched, asked, port };
  };

  test('is told with its status and type', async () => {
    const { fetched } = await fetchFrom((_, response) =>
      response.writeHead(404, { 'content-type': 'Text/Plain; charset=utf-8' }).end('none'),
    );
    expect(await fetched).toEqual({ status: 404, type: 'text/plain', body: Buffer.from('none') });
  });

  test('is sent what is to be sent', async () => {
    const { fetched, asked, port } = await fetchFrom((_, response) => response.end(), { method: 'POST', body: '{"a":1}' });
    expect((await fetched).status).toBe(200);
    expect(asked).toEqual([`POST /a 127.0.0.1:${port} {"a":1}`]);
  });

  test('may say that it lies elsewhere, a few times', async () => {
    const { fetched } = await fetchFrom(({ url }, response) =>
      url === '/a' ? response.writeHead(301, { location: '/b' }).end() : response.end('here'),
    );
    expect((await fetched).body.toString()).toBe('here');
    const endless = await fetchFrom((_, response) => response.writeHead(302, { location: '/a' }).end());
    expect(await refusal(endless.fetched)).toBe('REDIRECTED');
    expect(endless.asked).toHaveLength(4);
  });

  test('hands on to nobody what was sent to it', async () => {
    const { fetched } = await fetchFrom((_, response) => response.writeHead(307, { location: '/b' }).end(), {
      method: 'POST',
      body: 'x',
    });
    expect(await refusal(fetched)).toBe('REDIRECTED');
  });

  test('is not taken when it is of another type, or does not say of which', async () => {
    for (const type of ['text/html', undefined]) {
      const { fetched } = await fetchFrom(
        (_, response) => response.writeHead(200, type === undefined ? {} : { 'content-type': type }).end('x'),
        {
          types: ['image/jpeg', 'image/png'],
        },
      );
      expect(await refusal(fetched)).toBe('WRONG_TYPE');
    }
  });

  test('is not taken when it is larger than wanted, whether it says so or not', async () => {
    const said = await fetchFrom((_, response) => response.writeHead(200, { 'content-length': 1_001 }).end('x'.repeat(1_001)));
    expect(await refusal(said.fetched)).toBe('TOO_LARGE');
    const streamed = await fetchFrom((_, response) => {
      const pour = (): boolean => response.destroyed || response.write('x'.repeat(500), () => pour());
      pour();
    });
    expect(await refusal(streamed.fetched)).toBe('TOO_LARGE');
    const exactly = await fetchFrom((_, response) => response.end('x'.repeat(1_000)));
    expect((await exactly.fetched).body).toHaveLength(1_000);
  });

  test('is not waited for longer than allowed, not for its first word nor for its last', async () => {
    const silent = await fetchFrom(() => undefined, { timeoutMs: 50 });
    expect(await refusal(silent.fetched)).toBe('TIMEOUT');
    const halting = await fetchFrom((_, response) => void response.write('x'), { timeoutMs: 50 });
    expect(await refusal(halting.fetched)).toBe('TIMEOUT');
  });

  test('may not be there', async () => {
    const { port } = await start(() => undefined);
    await new Promise((closed) => servers.pop()!.close(closed));
    expect(await refusal(new OutboundFetch(NOBODY, only(port)).fetch({ ...WISH, url: `http://127.0.0.1:${port}/` }))).toBe(
      'NOT_REACHED',
    );
    expect(await refusal(strict().fetch({ ...WISH, url: 'https://nobody.example/' }))).toBe('NAME_UNKNOWN');
  });
});
