import { SetClock } from '../../../test/support/set-clock.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { VAULT_KEY } from '../../../test/support/vault-keys.ts';
import { VaultProcess } from '../../../test/support/vault-process.ts';
import { SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { SystemClock } from '../../platform/clock/index.ts';
import { readSettings } from '../../platform/config/index.ts';
import { UsageError } from './command-line.ts';
import { VaultRotate } from './vault-rotate.ts';

const HOUR_MS = 3_600_000;

let copy: TestDatabase;
let before: VaultProcess;
let clock: SetClock;
let said: string;

beforeEach(async () => {
  copy = await createTestDatabase();
  clock = new SetClock(new Date(new SystemClock().now().getTime() - HOUR_MS)); // so that nobody is to be waited for any more
  before = await VaultProcess.start(copy.url, clock);
  said = '';
});

afterEach(async () => {
  await before.stop();
  await copy.drop();
});

const terminal = { isTTY: false, write: (text: string | Uint8Array) => (said += String(text)).length > 0 };

const rotate = (...args: string[]): Promise<number> =>
  new VaultRotate(() => readSettings({ DATABASE_URL: copy.url, VAULT_KEY, LOG_LEVEL: 'error' }), terminal).run(args);

test('goes on with a change of keys that was begun, works itself where no worker runs, and shows how far it is', async () => {
  for (const id of [newId(), newId()]) await before.petition(id, '0912345678');
  const { id } = await before.rotations.ask(SYSTEM);
  clock.forward(HOUR_MS / 2);
  expect(await before.work.run()).toBeGreaterThan(1);
  expect(await before.rotations.get(id)).toMatchObject({ state: 'SETTLING' });
  expect(await rotate()).toBe(0);
  expect(said).toBe(
    '100 %  whoever wrote by the old keys last is waited for (2 of 2)\n100 %  done (2 of 2)\nThe keys were changed; 2 rows were sealed again.\n',
  );
  expect(await before.rotations.get(id)).toMatchObject({ state: 'DONE', askedBy: null });
  expect(await before.rotations.current()).toBeNull();
});

test('is called without anything else', async () => {
  await expect(rotate('now')).rejects.toThrow(UsageError);
  expect(await before.rotations.current()).toBeNull();
});
