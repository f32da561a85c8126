import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { chooseBackend, type QueueLocation } from './backend.ts';
import { QUEUE_CONNECTION, Queues } from './queues.ts';
import { Workers } from './workers.ts';

@Module({})
export class QueueModule {
  /** Puts jobs into queues. */
  static connect(location: QueueLocation): DynamicModule {
    return {
      module: QueueModule,
      global: true,
      providers: [{ provide: QUEUE_CONNECTION, useFactory: () => chooseBackend(location) }, Queues],
      exports: [QUEUE_CONNECTION, Queues],
    };
  }
}

/** Works on the jobs. */
@Module({ imports: [DiscoveryModule], providers: [Workers], exports: [Workers] })
export class WorkersModule {}
