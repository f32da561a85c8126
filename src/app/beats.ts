import type { Provider, Type } from '@nestjs/common';
import { Replannings } from '../modules/deadlines/index.ts';
import { Disasters } from '../modules/disasters/index.ts';
import { DormantAccounts } from '../modules/identity/index.ts';
import { IncomingMails, PostRoom } from '../modules/notifications/index.ts';
import { RetentionRun } from '../modules/records/index.ts';
import { RecordChecks, Sealer } from '../platform/audit/index.ts';
import { Relay } from '../platform/facts/index.ts';
import { KeyRing, KEYS_ASKED_EVERY_MS, RotationWork } from '../platform/vault/index.ts';
import { AlarmClocks } from './alarm-clocks.ts';
import { PackLoader } from './city-pack/pack-loader.service.ts';
import { Housekeeping } from './housekeeping.ts';

/** Something that is looked after again and again. */
export interface Beat {
  readonly name: string;
  readonly everyMs: number;
  /** Also whenever facts were committed. */
  readonly onFacts?: true;
  readonly run: () => Promise<unknown>;
}

export const BEATS = Symbol('Beats');

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** What every process looks after. */
const everywhere = (packs: PackLoader, disasters: Disasters, keys: KeyRing): Beat[] => [
  { name: 'keys', everyMs: KEYS_ASKED_EVERY_MS, run: () => keys.refresh() },
  { name: 'disaster', everyMs: 5 * SECOND_MS, run: () => disasters.refresh() },
  { name: 'reference data', everyMs: 30 * SECOND_MS, run: () => packs.refresh() },
];

/** A process that only answers requests. */
export const API_BEATS: Provider = { provide: BEATS, inject: [PackLoader, Disasters, KeyRing], useFactory: everywhere };

/** Something with work to do now and then. */
interface Runner {
  run(): Promise<unknown>;
}

/** What a worker looks after: whose `run` is called, and how often. */
const CHORES: readonly (Omit<Beat, 'run'> & { readonly of: Type<Runner> })[] = [
  { name: 'relay', everyMs: SECOND_MS / 2, onFacts: true, of: Relay },
  { name: 'alarms', everyMs: 15 * SECOND_MS, of: AlarmClocks },
  { name: 'replannings', everyMs: 15 * SECOND_MS, of: Replannings },
  { name: 'sealing', everyMs: 5 * SECOND_MS, of: Sealer },
  { name: 'record checks', everyMs: MINUTE_MS, of: RecordChecks },
  { name: 'post', everyMs: 5 * SECOND_MS, of: PostRoom },
  { name: 'incoming mail', everyMs: 15 * SECOND_MS, of: IncomingMails },
  { name: 'rotation', everyMs: 5 * SECOND_MS, of: RotationWork },
  { name: 'retention', everyMs: 5 * SECOND_MS, of: RetentionRun },
  { name: 'dormant accounts', everyMs: 10 * MINUTE_MS, of: DormantAccounts },
  { name: 'housekeeping', everyMs: 10 * MINUTE_MS, of: Housekeeping },
];

/** A process that works. */
export const WORKER_BEATS: Provider = {
  provide: BEATS,
  inject: [PackLoader, Disasters, KeyRing, ...CHORES.map(({ of }) => of)],
  useFactory: (packs: PackLoader, disasters: Disasters, keys: KeyRing, ...runners: Runner[]): Beat[] => [
    ...CHORES.map(({ of: _, ...beat }, i): Beat => ({ ...beat, run: () => runners[i]!.run() })),
    ...everywhere(packs, disasters, keys),
  ],
};
