import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { SingleBar } from 'cli-progress';
import { SYSTEM } from '../../kernel/actor.ts';
import { requestLogger } from '../../platform/telemetry/index.ts';
import type { Settings } from '../../platform/config/index.ts';
import { RotationWork, VaultRotating, type VaultRotation, VaultRotations } from '../../platform/vault/index.ts';
import { AppModule } from '../app.module.ts';
import { NestLog } from '../nest-log.ts';
import { prepareProgram } from '../program.ts';
import { type Command, readArguments } from './command-line.ts';

const LOOK_EVERY_MS = 1_000;

/** Where progress is shown: a bar on a terminal, elsewhere a line whenever it has come further. */
type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

/** Changes the keys of the vault and waits until it is done. Works itself, beside the workers where there are any. */
export class VaultRotate implements Command {
  readonly name = 'vault:rotate';
  readonly synopsis = '';
  readonly purpose = 'Changes the keys of the personal data while the city works. Broken off, it goes on where it was.';

  constructor(
    private readonly settings: () => Settings,
    private readonly terminal: Terminal,
  ) {}

  async run(args: readonly string[]): Promise<number> {
    readArguments(args, [], 0);
    const prepared = await prepareProgram(this.settings());
    const app = await NestFactory.createApplicationContext(AppModule.of({ ...prepared, roles: { api: false, worker: false } }), {
      logger: new NestLog(requestLogger('error')),
      abortOnError: false,
    });
    try {
      const rotation = await follow(app.get(VaultRotations), app.get(RotationWork), showOn(this.terminal));
      this.terminal.write(`The keys were changed; ${rotation.done} rows were sealed again.\n`);
      return 0;
    } finally {
      await app.close();
    }
  }
}

/** @param show is told how far it has come, again and again */
async function follow(
  rotations: VaultRotations,
  work: RotationWork,
  show: (rotation: VaultRotation) => void,
): Promise<VaultRotation> {
  const { id } = await begin(rotations);
  for (;;) {
    const made = await work.step();
    const rotation = await rotations.get(id);
    show(rotation);
    if (rotation.state === 'DONE') return rotation;
    if (made === 0) await sleep(LOOK_EVERY_MS); // somebody else works, or everybody is given the time to hear of the keys
  }
}

/** One that is under way is gone on with. */
async function begin(rotations: VaultRotations): Promise<VaultRotation> {
  try {
    return await rotations.ask(SYSTEM);
  } catch (error) {
    const current = error instanceof VaultRotating ? await rotations.current() : null;
    if (!current) throw error;
    return current;
  }
}

const STATES: Readonly<Record<VaultRotation['state'], string>> = {
  WAITING: 'every process gets to know the new keys',
  RUNNING: 'sealing again',
  SETTLING: 'whoever wrote by the old keys last is waited for',
  DONE: 'done',
};

function showOn(terminal: Terminal): (rotation: VaultRotation) => void {
  return terminal.isTTY ? bar(terminal) : lines(terminal);
}

function bar(terminal: Terminal): (rotation: VaultRotation) => void {
  const shown = new SingleBar({
    format: '{bar} {value}/{total}  {state}',
    stream: terminal as NodeJS.WriteStream,
    hideCursor: true,
  });
  shown.start(1, 0, { state: '' });
  return ({ state, done, total }) => {
    shown.setTotal(total);
    shown.update(done, { state: STATES[state] });
    if (state === 'DONE') shown.stop();
  };
}

function lines(terminal: Terminal): (rotation: VaultRotation) => void {
  let last = '';
  return ({ state, done, total }) => {
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    const place = `${percent} %  ${STATES[state]}`;
    if (place !== last) terminal.write(`${place} (${done} of ${total})\n`);
    last = place;
  };
}
