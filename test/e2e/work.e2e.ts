import { sql } from '../../src/platform/database/index.ts';
import { describeOnBothQueues, type TestQueue } from '../support/both-queues.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** A Monday morning. */
const MORNING = '2026-11-16T09:00:00+08:00';

describeOnBothQueues('the work', (openQueue) => {
  let queue: TestQueue;
  let city: TestApp;

  beforeAll(async () => {
    queue = await openQueue();
    city = await startTestApp({ startsAt: MORNING, redisUrl: queue.redisUrl });
  });

  afterAll(async () => {
    await city.close();
    await queue.drop();
  });

  test('is not done while a job that failed is still to be tried again', async () => {
    await (await city.as('operator')).post('/petitions', signalTiming);
    await city.drain();
    await city.asOwner(sql`CREATE SEQUENCE attempts`, sql`GRANT USAGE, SELECT ON SEQUENCE attempts TO PUBLIC`);
    await city.asOwner(sql`
        CREATE FUNCTION fail_first() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF nextval('attempts') = 1 THEN RAISE 'the disk is full'; END IF;
          RETURN NEW;
        END $$`);
    await city.asOwner(sql`
        CREATE TRIGGER fail_first BEFORE INSERT ON clock_entries FOR EACH ROW WHEN (NEW.kind = 'REPLAN') EXECUTE FUNCTION fail_first()`);
    const supervisor = await city.as('city');
    const { body } = await supervisor.put('/calendar/days/2026-11-18', { kind: 'OFF', reason: '颱風' });
    await city.drain();
    expect((await supervisor.get(`/jobs/${body.jobId as string}`)).body).toMatchObject({ state: 'DONE' });
    expect(await city.rows(sql`SELECT last_value::integer AS trials FROM attempts`)).toEqual([{ trials: 2 }]);
  });
});
