import type { Provider } from '@nestjs/common';
import { DeliveryService } from '../modules/notifications/index.ts';
import { Relay } from '../platform/facts/index.ts';
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
const everywhere = (packs: PackLoader): Beat[] => [
  { name: 'reference data', everyMs: 30 * SECOND_MS, run: () => packs.refresh() },
];

/** A process that only answers requests. */
export const API_BEATS: Provider = { provide: BEATS, inject: [PackLoader], useFactory: everywhere };

/** A process that works. */
export const WORKER_BEATS: Provider = {
  provide: BEATS,
  inject: [PackLoader, Relay, AlarmClocks, DeliveryService, Housekeeping],
  useFactory: (
    packs: PackLoader,
    relay: Relay,
    bells: AlarmClocks,
    deliveries: DeliveryService,
    housekeeping: Housekeeping,
  ): Beat[] => [
    { name: 'relay', everyMs: SECOND_MS / 2, onFacts: true, run: () => relay.run() },
    { name: 'alarms', everyMs: 15 * SECOND_MS, run: () => bells.run() },
    { name: 'deliveries', everyMs: 5 * SECOND_MS, run: () => deliveries.run() },
    { name: 'housekeeping', everyMs: 10 * MINUTE_MS, run: () => housekeeping.run() },
    ...everywhere(packs),
  ],
};
