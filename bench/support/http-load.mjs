import { Buffer } from 'node:buffer';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Keep-alive connections that each send the next request when the answer to the last one is there. Written on bare sockets: a full
 * HTTP client would take as much of the machine as the server that is measured.
 */
export class HttpLoad {
  constructor(port, connections, token) {
    this.head = `POST /api/v1/petitions HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n`;
    this.lines = Array.from({ length: connections }, () => new Line(port));
    this.sent = 0;
  }

  /** @param perSecond sends no more than so many; all that it can when left out */
  async run(seconds, bodyOf, perSecond = Infinity) {
    const started = performance.now();
    const end = started + seconds * 1000;
    const times = [];
    let failed = 0;
    let planned = 0;
    await Promise.all(
      this.lines.map(async (line) => {
        while (performance.now() < end) {
          const due = started + (planned / perSecond) * 1000;
          planned += 1;
          if (due > performance.now()) await sleep(due - performance.now());
          const n = this.sent;
          this.sent += 1;
          const begun = performance.now();
          const body = Buffer.from(JSON.stringify(bodyOf(n)));
          const status = await line.send(
            `${this.head}idempotency-key: bench-${started}-${n}\r\ncontent-length: ${body.length}\r\n\r\n`,
            body,
          );
          times.push(performance.now() - begun);
          if (status !== 201) failed += 1;
        }
      }),
    );
    const elapsed = performance.now() - started;
    times.sort((a, b) => a - b);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
    return { perSecond: (times.length / elapsed) * 1000, p50: at(0.5), p99: at(0.99), failed };
  }

  close() {
    for (const line of this.lines) line.socket.destroy();
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
  send(head, body) {
    return new Promise((resolve) => {
      this.resolve = resolve;
      this.socket.write(Buffer.concat([Buffer.from(head), body]));
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
