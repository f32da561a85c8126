import type { Tx } from '../../../platform/database/index.ts';
import { On, type Reaction } from '../../../platform/facts/index.ts';
import type { DisasterEnded } from '../../disasters/index.ts';
import { Suspensions } from './suspension.service.ts';

/** The clocks that stood still for it run again. */
@On<DisasterEnded>('disaster.ended', ({ data }) => data.serviceLevels.some(({ change }) => change === 'SUSPEND'))
export class ReleaseClocks implements Reaction<DisasterEnded> {
  constructor(private readonly suspensions: Suspensions) {}

  react(tx: Tx): Promise<void> {
    return this.suspensions.begin(tx);
  }
}
