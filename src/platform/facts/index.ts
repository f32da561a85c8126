export type { Fact } from '../../kernel/fact.ts';
export type { Stored } from './fact.ts';
export { FACT_COLUMNS, type FactRow, Facts, toStored } from './facts.ts';
export { fromRequest, noteAddress, type Origin } from './origin.ts';
export { On, type Reaction } from './reaction.ts';
export { Relay } from './relay.service.ts';
export { RelaySignal } from './relay-signal.ts';
export { FactsModule } from './facts.module.ts';
