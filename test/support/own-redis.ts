import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { findRedis, freePort } from './redis-server.mjs';
import { until } from './until.ts';

/** Ends Redis when the pipe to us is closed, which the system does however we end. */
const GUARD = '"$0" "$@" & read -r _; kill -9 $!; wait';

/** A suite that takes a Redis away: skipped, and counted as skipped, where no program for one is installed. */
export const describeWithOwnRedis: jest.Describe = findRedis() === undefined ? describe.skip : describe;

/** A Redis of one test alone, which may be taken away, held up and brought back. It keeps everything in memory. */
export class OwnRedis {
  private child: ChildProcess | null = null;
  private pid = 0;

  private constructor(
    private readonly program: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<OwnRedis> {
    const program = findRedis();
    if (program === undefined) throw new Error('no Redis: put the suite into describeWithOwnRedis');
    const redis = new OwnRedis(program, await freePort());
    await redis.begin();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** At the same address, and empty. */
  async begin(): Promise<void> {
    const where = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', '/'];
    const options = [...where, '--save', '', '--appendonly', 'no'];
    this.child = spawn('/bin/sh', ['-c', GUARD, this.program, ...options], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    await until(() =>
      this.ask((client) => client.info('server')).then(
        (info) => this.serves(info),
        () => false,
      ),
    );
  }

  /** As if its machine had lost power. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child === null) return;
    this.child = null;
    const gone = once(child, 'exit');
    child.stdin?.end();
    await gone;
  }

  /** It takes what is sent to it and answers nothing, until it is let go on. */
  async hangDuring(work: () => Promise<void>): Promise<void> {
    process.kill(this.pid, 'SIGSTOP');
    try {
      await work();
    } finally {
      process.kill(this.pid, 'SIGCONT');
    }
  }

  /** Of everything that lies there. */
  keys(): Promise<string[]> {
    return this.ask((client) => client.keys('*'));
  }

  private serves(info: string): boolean {
    this.pid = Number(/^process_id:(\d+)/m.exec(info)?.[1]);
    return this.pid > 0;
  }

  private async ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null }).on('error', () => undefined);
    try {
      await client.connect();
      return await question(client);
    } finally {
      client.disconnect();
    }
  }
}
