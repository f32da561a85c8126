import { type DynamicModule, Module } from '@nestjs/common';
import type { Exception } from './destination.ts';
import { type NameResolver, SystemResolver } from './name-resolver.port.ts';
import { OutboundFetch } from './outbound-fetch.ts';

@Module({})
export class OutboundModule {
  /** @param exception what may be called besides the public internet: nothing, but in tests */
  static connect(resolver: NameResolver = new SystemResolver(), exception: Exception = () => false): DynamicModule {
    return {
      module: OutboundModule,
      global: true,
      providers: [{ provide: OutboundFetch, useFactory: () => new OutboundFetch(resolver, exception) }],
      exports: [OutboundFetch],
    };
  }
}
