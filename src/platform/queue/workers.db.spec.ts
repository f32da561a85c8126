import { Injectable, Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { type ConnectionOptions, Queue } from 'bullmq';
import { describeOnBothQueues, type TestQueue } from '../../../test/support/both-queues.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { until } from '../../../test/support/until.ts';
import { DomainError } from '../../kernel/errors.ts';
import { type City, ConfigModule, readSettings } from '../config/index.ts';
import type { QueueLocation } from './backend.ts';
import { defineJob, Handles, type JobHandler } from './job.ts';
import { QueueModule, WorkersModule } from './queue.module.ts';
import { QUEUE_CONNECTION, Queues } from './queues.ts';
import { Workers } from './workers.ts';

interface Lamp {
  readonly lamp: string;
}

const REPAIR = defineJob<Lamp>('lamps', 'repair');
const PAINT = defineJob<Lamp>('lamps', 'paint');
const SCRAP = defineJob<Lamp>('lamps', 'scrap');

class LampIsGone extends DomainError {
  readonly code = 'lamp.gone';
  readonly refusal = 'gone';
  readonly text = { 'zh-TW': '燈不見了', en: 'The lamp is gone' };
}

/** What was done, in order. */
let done: string[] = [];
let work: (lamp: string) => Promise<void> = async () => undefined;

@Injectable()
@Handles(REPAIR)
export class RepairProcessor implements JobHandler<typeof REPAIR> {
  async handle({ lamp }: Lamp): Promise<void> {
    done.push(`repair ${lamp}`);
    await work(lamp);
  }
}

@Injectable()
@Handles(PAINT)
export class PaintProcessor implements JobHandler<typeof PAINT> {
  async handle({ lamp }: Lamp): Promise<void> {
    done.push(`paint ${lamp}`);
  }
}

@Injectable()
@Handles(REPAIR)
export class SecondRepairProcessor extends RepairProcessor {}

async function start(location: QueueLocation, ...handlers: (new () => object)[]): Promise<TestingModule> {
  const program = await Test.createTestingModule({
    imports: [ConfigModule.of(readSettings({}), {} as City), QueueModule.connect(location), WorkersModule],
    providers: handlers,
  }).compile();
  Logger.overrideLogger(false); // failed jobs are logged, and are what is tried here
  return program;
}

describeOnBothQueues('workers', (openQueue) => {
  let database: TestDatabase;
  let opened: TestQueue;
  let location: QueueLocation;
  let program: TestingModule;
  let queues: Queues;
  let queue: Queue;

  const add = (lamp: string, contract = REPAIR): Promise<void> =>
    queues.addAll(contract, [{ data: { lamp }, jobId: `lamp-${lamp}` }]);
  const idle = async (): Promise<boolean> => !(await program.get(Workers).busy());

  beforeEach(async () => {
    done = [];
    work = async () => undefined;
    database = await createTestDatabase();
    opened = await openQueue();
    location = opened.redisUrl === undefined ? { databaseUrl: database.url } : { redisUrl: opened.redisUrl };
    program = await start(location, RepairProcessor, PaintProcessor);
    queues = program.get(Queues);
    queue = new Queue('lamps', { connection: program.get<ConnectionOptions>(QUEUE_CONNECTION) });
  });

  afterEach(async () => {
    await queue.close();
    await program.close();
    await opened.drop();
    await database.drop();
  });

  test('every kind of job goes to its own handler', async () => {
    await program.init();
    await add('a');
    await add('b', PAINT);
    await until(() => done.length === 2);
    expect([...done].sort()).toEqual(['paint b', 'repair a']);
  });

  test('jobs wait for a worker, and two with one id are one', async () => {
    await add('a');
    await add('a');
    expect(await queues.busy(['lamps'])).toBe(1);
    await program.init();
    await until(idle);
    expect(done).toEqual(['repair a']);
  });

  test('an id may be used again when its job is done', async () => {
    await program.init();
    await add('a');
    await until(() => done.length === 1);
    await until(idle);
    await add('a');
    await until(() => done.length === 2);
    expect(done).toEqual(['repair a', 'repair a']);
  });

  test('a delayed job is done when its time has come, and until then is not busy', async () => {
    await program.init();
    await queues.addAll(REPAIR, [
      { data: { lamp: 'in an hour' }, jobId: 'hour', delayMs: 3_600_000 },
      { data: { lamp: 'soon' }, jobId: 'soon', delayMs: 50 },
      { data: { lamp: 'late' }, jobId: 'late', delayMs: -5 },
    ]);
    await until(() => done.length === 2);
    await until(idle);
    expect([...done].sort()).toEqual(['repair late', 'repair soon']);
    expect(await queue.getJobCounts('delayed')).toEqual({ delayed: 1 });
  });

  test('a job that fails is tried again', async () => {
    let failures = 1;
    work = async () => {
      if (failures-- > 0) throw new Error('no ladder');
    };
    await program.init();
    await add('a');
    await until(() => done.length === 2);
    await until(idle);
    expect(done).toEqual(['repair a', 'repair a']);
  });

  test('from its first failure until it is done, a job is never overlooked', async () => {
    let failures = 2;
    work = async () => {
      if (failures-- > 0) throw new Error('no ladder');
    };
    await program.init();
    await add('a');
    await until(() => done.length === 1);
    while (!(await program.get(Workers).idle())); // looked at as often as can be
    expect(done).toHaveLength(3);
    expect(await queue.getJobCounts('active', 'delayed')).toEqual({ active: 0, delayed: 0 });
  });

  test('a job that is refused by a rule is given up: trying again would change nothing', async () => {
    work = async () => Promise.reject(new LampIsGone());
    await program.init();
    await add('a');
    await until(async () => (await queue.getFailedCount()) === 1);
    expect(done).toEqual(['repair a']);
    expect(await queue.getJobCounts('delayed', 'waiting')).toEqual({ delayed: 0, waiting: 0 });
  });

  test('a job that nobody handles is given up, and does not keep the others from being done', async () => {
    await program.init();
    await add('x', SCRAP);
    await add('a');
    await until(async () => (await queue.getFailedCount()) === 1);
    await until(idle);
    expect(done).toEqual(['repair a']);
  });

  test('a process that stops lets the running job finish', async () => {
    let finish: () => void = () => undefined;
    work = () => new Promise((resolve) => (finish = resolve));
    const stopping = await start(location, RepairProcessor);
    await stopping.init();
    await add('a');
    await until(() => done.length === 1);
    let closed = false;
    const close = stopping.close().then(() => (closed = true));
    await queues.busy(['lamps']);
    expect(closed).toBe(false);
    finish();
    await close;
    expect(await queues.busy(['lamps'])).toBe(0);
  });

  test('two handlers of one job are refused at the start', async () => {
    const twice = await start(location, RepairProcessor, SecondRepairProcessor);
    await expect(twice.init()).rejects.toThrow('two handlers of lamps/repair');
    await twice.close().catch(() => undefined);
  });
});
