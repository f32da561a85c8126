import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What every scanner finds (EICAR), put together so that none finds it here. */
export const EICAR = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''));

export interface ClamDaemon {
  readonly url: string;
  /** Bytes of each file that was scanned. */
  readonly scanned: number[];
  stop(): Promise<void>;
}

const COMMAND = 'zINSTREAM\0';

/** A daemon that speaks ClamAV's INSTREAM over TCP. @param limit bytes after which it refuses; @param mute it hears and says nothing */
export async function startClamDaemon({ limit = Infinity, mute = false } = {}): Promise<ClamDaemon> {
  const scanned: number[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let heard = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      heard = Buffer.concat([heard, bytes]);
      const verdict = mute ? null : verdictOn(heard, limit, scanned);
      if (verdict !== null) socket.end(`${verdict}\0`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    scanned,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Null while more is to come. */
function verdictOn(heard: Buffer, limit: number, scanned: number[]): string | null {
  if (heard.length < COMMAND.length) return null;
  if (heard.toString('latin1', 0, COMMAND.length) !== COMMAND) return 'UNKNOWN COMMAND';
  const pieces: Buffer[] = [];
  for (let at = COMMAND.length; at + 4 <= heard.length;) {
    const length = heard.readUInt32BE(at);
    const file = Buffer.concat(pieces);
    if (file.length > limit) return 'INSTREAM size limit exceeded. ERROR';
    if (length === 0) {
      scanned.push(file.length);
      return file.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
    }
    pieces.push(heard.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
