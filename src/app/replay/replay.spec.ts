import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexAliases } from '../../modules/catalog/index.ts';
import { buildGazetteer } from '../../modules/geography/index.ts';
import { readCsv } from '../../platform/csv/index.ts';
import { CASE_COLUMNS, linesOf, recordsOf } from './case-file.ts';
import { type Answer, ServerGone } from './case-server.ts';
import { Lines } from './progress.ts';
import { REJECT_COLUMNS, RejectFile } from './reject-file.ts';
import { replay, type ReplayPlan, type ReplayPorts, waitFor } from './replay.ts';
import { Tally } from './tally.ts';

const REFERENCE = {
  aliases: indexAliases([]),
  gazetteer: buildGazetteer({
    boundaries: { county: { code: '99000', name: '海市' }, otherCounties: [], villages: [] },
    districts: [],
    villages: [],
  }),
  timeZone: 'Asia/Taipei',
  countyName: '海市',
};
const TAKEN_IN: Answer = {
  kind: 'TAKEN_IN',
  registered: { case: { caseNo: 'C', leadAgency: null, location: { district: null } }, routing: null },
};

const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const row = (id: string, minute = 0): string => `${id},2016-01-02 03:${String(minute).padStart(2, '0')}:00,,,Hole,x,,,`;

/** A replay of these lines, against a server that answers by external id; TAKEN_IN where it is told nothing. */
function setUp(lines: readonly string[], told: Record<string, () => Promise<Answer>> = {}, plan: Partial<ReplayPlan> = {}) {
  const path = join(folder, 'cases.rejects.csv');
  async function* text(): AsyncGenerator<string> {
    yield [CASE_COLUMNS.join(','), ...lines].join('\n');
  }
  const stop = new AbortController();
  const sent: string[] = [];
  const waits: number[] = [];
  const rejects = RejectFile.open(path, 'cases.csv');
  const ports: ReplayPorts = {
    server: {
      register: async ({ externalId }) => {
        sent.push(externalId);
        return (await told[externalId]?.()) ?? TAKEN_IN;
      },
    },
    tally: new Tally([]),
    rejects,
    progress: new Lines(
      () => undefined,
      () => 0,
    ),
    elapsedMs: () => 0,
    pause: async (ms) => void waits.push(ms),
    stop: stop.signal,
  };
  const records = recordsOf('cases.csv', linesOf(text()), () => 0);
  const run = (): Promise<string | null> =>
    replay({ records, reference: REFERENCE, concurrency: 1, limit: null, speed: null, ...plan }, ports);
  const rejected = (): unknown[] => {
    const { rows, problems } = readCsv('rejects', readFileSync(path, 'utf8'), REJECT_COLUMNS);
    expect(problems).toEqual([]);
    return rows.map((line) => ['line', 'code', 'case_id', 'unreadable'].map((column) => line.get(column)));
  };
  return { run, sent, waits, stop, rejected, tally: ports.tally };
}

test('every row is sent or rejected with its reason, and the rest goes on', async () => {
  const { run, sent, rejected, tally } = setUp(
    [row('A'), 'B,"ragged', ',2016-01-02 03:04:05,,,Hole,x,,,', row('C'), row('D'), row('E')],
    {
      C: async () => ({ kind: 'REJECTED', code: 'area.outside_city', reason: 'outside' }),
      D: async () => ({ kind: 'ALREADY_THERE' }),
    },
  );
  expect(await run()).toBeNull();
  expect(sent).toEqual(['A', 'C', 'D', 'E']);
  expect(rejected()).toEqual([
    ['3', 'row.unreadable', '', 'B,"ragged'],
    ['4', 'row.case_id_missing', '', ''],
    ['5', 'area.outside_city', 'C', ''],
  ]);
  expect(tally.counted).toEqual({ TAKEN_IN: 2, ALREADY_THERE: 1, REJECTED: 3, FAILED: 0 });
});

test('the reject file has the columns of a case file, so that it can be corrected and replayed', () => {
  expect(REJECT_COLUMNS).toEqual(expect.arrayContaining([...CASE_COLUMNS]));
});

test('no more rows are read than asked for', async () => {
  const { run, sent } = setUp([row('A'), row('B'), row('C')], {}, { limit: 2, concurrency: 8 });
  expect(await run()).toBeNull();
  expect(sent).toEqual(['A', 'B']);
});

test('as many requests are in flight as asked for, and no more', async () => {
  let [inFlight, most] = [0, 0];
  const ids = Array.from({ length: 20 }, (_, i) => `R${i}`);
  const answer = async (): Promise<Answer> => {
    most = Math.max(most, ++inFlight);
    await new Promise(setImmediate);
    inFlight -= 1;
    return TAKEN_IN;
  };
  const { run, sent } = setUp(
    ids.map((id) => row(id)),
    Object.fromEntries(ids.map((id) => [id, answer])),
    { concurrency: 4 },
  );
  expect(await run()).toBeNull();
  expect([most, new Set(sent).size, sent.length]).toEqual([4, 20, 20]);
});

test('when the server is gone nothing more is sent, and what is under way is counted', async () => {
  const { run, sent, tally } = setUp([row('A'), row('B'), row('C'), row('D')], {
    B: () => Promise.reject(new ServerGone('the server does not answer')),
  });
  expect(await run()).toBe('the server does not answer');
  expect(sent).toEqual(['A', 'B']);
  expect(tally.counted.TAKEN_IN).toBe(1);
});

test('anything else that goes wrong is not hidden', async () => {
  const { run } = setUp([row('A')], { A: () => Promise.reject(new TypeError('a mistake of ours')) });
  await expect(run()).rejects.toThrow('a mistake of ours');
});

test('an interrupted replay says so', async () => {
  const told = setUp([row('A'), row('B')], {
    A: async () => {
      told.stop.abort();
      return TAKEN_IN;
    },
  });
  expect(await told.run()).toBe('it was interrupted');
  expect(told.sent).toEqual(['A']);
});

test('in rhythm, a row waits for its time; without it nothing waits', async () => {
  const rows = [row('A', 0), row('B', 10), row('C', 30)];
  const rhythm = setUp(rows, {}, { speed: 60 });
  await rhythm.run();
  expect(rhythm.waits).toEqual([0, 10_000, 30_000]);
  const fast = setUp(rows);
  await fast.run();
  expect(fast.waits).toEqual([]);
});

test.each([
  ['a row whose time comes later', 60, 1, 0, 60_000],
  ['ten times faster', 60, 10, 1_000, 5_000],
  ['a row that is late', 60, 10, 9_000, 0],
  ['a row from before the first', -60, 1, 0, 0],
])('%s', (_name, seconds, speed, elapsedMs, ms) => {
  const first = new Date('2016-01-02T03:04:05Z');
  expect(waitFor(new Date(first.getTime() + seconds * 1000), first, speed, elapsedMs)).toBe(ms);
});

test('where there is no terminal, progress is a line every five seconds', () => {
  const written: string[] = [];
  let elapsed = 0;
  const lines = new Lines(
    (text) => written.push(text),
    () => elapsed,
  );
  const tally = new Tally([]);
  tally.add(2, { kind: 'ALREADY_THERE' });
  for (elapsed of [1_000, 5_000, 6_000, 10_000]) lines.update(0.5, tally);
  expect(written).toEqual([
    ' 50 %  1 rows, 0 taken in, 1 already there, 0 rejected, 0/s\n',
    ' 50 %  1 rows, 0 taken in, 1 already there, 0 rejected, 0/s\n',
  ]);
});
