import { createConnection, type Socket } from 'node:net';
import { NotScanned, VirusScanner } from './virus-scanner.port.ts';

const PORT = 3310;
const CHUNK_BYTES = 64 * 1024;
const PATIENCE_MS = 30_000;
const LONGEST_VERDICT = 4_096;

/** ClamAV's daemon, by its protocol INSTREAM (clamd(8)): each piece with its length before it, a length of 0 at the end. */
export class ClamScanner extends VirusScanner {
  private readonly host: string;
  private readonly port: number;

  /** @param url `tcp://host:port` */
  constructor(
    url: string,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    super();
    const { hostname, port } = new URL(url);
    this.host = hostname.replace(/^\[|\]$/g, '');
    this.port = port === '' ? PORT : Number(port);
  }

  async isClean(bytes: Buffer): Promise<boolean> {
    const verdict = await this.ask(bytes).catch((error: unknown) => {
      throw new NotScanned((error as Error).message);
    });
    if (verdict === 'stream: OK') return true;
    if (/^stream: .+ FOUND$/.test(verdict)) return false;
    throw new NotScanned(verdict);
  }

  private ask(bytes: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ host: this.host, port: this.port });
      let verdict = '';
      socket.setTimeout(this.patienceMs, () => socket.destroy(new Error('it does not answer')));
      socket.setEncoding('latin1');
      socket.on('data', (text: string) => {
        verdict += text;
        if (verdict.length > LONGEST_VERDICT) socket.destroy(new Error('it says too much'));
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(verdict.replace(/\0.*$/s, '').trim())); // after an error it has been rejected
      socket.on('connect', () => send(socket, bytes));
    });
  }
}

function send(socket: Socket, bytes: Buffer): void {
  socket.write('zINSTREAM\0');
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    socket.write(length);
    socket.write(chunk);
  }
  socket.write(Buffer.alloc(4));
}
