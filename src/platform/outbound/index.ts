export type { Destination, Exception } from './destination.ts';
export { NameResolver, SystemResolver } from './name-resolver.port.ts';
export { NotFetched, type NotFetchedReason } from './not-fetched.ts';
export { type OutboundAnswer, OutboundFetch, type OutboundRequest } from './outbound-fetch.ts';
export { OutboundModule } from './outbound.module.ts';
