import type { PlaceInput } from '../../geography/index.ts';
import type { RoutingFacts } from './routing-facts.ts';

/** A case that nobody has registered; `at` is when it would be sent. */
export interface Trial extends Pick<RoutingFacts, 'channel' | 'nature' | 'answers'> {
  readonly categoryCode: string | null;
  /** Null when nothing says where it is. */
  readonly location: PlaceInput | null;
  readonly at: Date;
}
