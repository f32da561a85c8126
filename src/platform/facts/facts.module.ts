import { Global, Module } from '@nestjs/common';
import { Facts } from './facts.ts';
import { ReactionsProcessor } from './reactions.processor.ts';
import { RelaySignal } from './relay-signal.ts';
import { Relay } from './relay.service.ts';

@Global()
@Module({ providers: [Facts, RelaySignal, Relay, ReactionsProcessor], exports: [Facts, RelaySignal, Relay] })
export class FactsModule {}
