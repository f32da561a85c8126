import { Buffer } from 'node:buffer';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** No program of this kind answers more in a second, on a machine of this size. */
const MOST_PER_SECOND = 4_000;

/**
 * Keep-alive connections that each send the next request when the answer to the last one is there. Written on bare sockets, the
 * requests put into bytes beforehand: a full HTTP client would take as much of the machine as the server that is measured.
 */
export class HttpLoad {
  constructor(port, connections, token) {
    this.head = ` HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${token}\r\n`;
    this.lines = Array.from({ length: connections }, () => new Line(port));
    this.prepared = 0;
  }

  /**
   * @param askedOf what the n-th request asks: the body of a petition, or the path that is read
   * @param perSecond sends no more than so many; all that it can when left out
   */
  async run(seconds, askedOf, perSecond = Infinity) {
    const requests = this.prepare(Math.ceil(seconds * Math.min(perSecond * 1.1, MOST_PER_SECOND)) + this.lines.length, askedOf);
    const started = performance.now();
    const end = started + seconds * 1000;
    const times = [];
    let failed = 0;
    let sent = 0;
    await Promise.all(
      this.lines.map(async (line) => {
        while (performance.now() < end) {
          const due = started + (sent / perSecond) * 1000;
          const request = requests[sent];
          if (!request) throw new Error('the prepared requests do not last: prepare more');
          sent += 1;
          if (due > performance.now()) await sleep(due - performance.now());
          const begun = performance.now();
          const status = await line.send(request);
          times.push(performance.now() - begun);
          if (status >= 300) failed += 1;
        }
      }),
    );
    const elapsed = performance.now() - started;
    times.sort((a, b) => a - b);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
    return { perSecond: (times.length / elapsed) * 1000, p50: at(0.5), p99: at(0.99), failed, times };
  }

  close() {
    for (const line of this.lines) line.socket.destroy();
  }

  /** Requests as bytes, each petition with a key of its own. */
  prepare(count, askedOf) {
    return Array.from({ length: count }, () => {
      const n = this.prepared;
      this.prepared += 1;
      const asked = askedOf(n);
      if (typeof asked === 'string') return Buffer.from(`GET /api/v1${asked}${this.head}\r\n`);
      const body = Buffer.from(JSON.stringify(asked));
      const head = `POST /api/v1/petitions${this.head}content-type: application/json\r\nidempotency-key: bench-${n}\r\ncontent-length: ${body.length}\r\n\r\n`;
      return Buffer.concat([Buffer.from(head), body]);
    });
  }
}

class Line {
  constructor(port) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.setNoDelay(true);
    this.received = Buffer.alloc(0);
    this.socket.on('data', (chunk) => this.take(chunk));
  }

  /** @returns the status of the answer */
  send(request) {
    return new Promise((resolve) => {
      this.resolve = resolve;
      this.socket.write(request);
    });
  }

  take(chunk) {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const headEnd = this.received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = this.received.toString('latin1', 0, headEnd);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.received.length < headEnd + 4 + length) return;
    this.received = this.received.subarray(headEnd + 4 + length);
    this.resolve(Number(head.slice(9, 12)));
  }
}
