import type { Tx } from '../../../platform/database/index.ts';
import { On, type Reaction } from '../../../platform/facts/index.ts';
import type { DisasterStarted } from '../../disasters/index.ts';
import { Suspensions } from './suspension.service.ts';

/** The clocks of open cases stand still whose service levels are suspended. */
@On<DisasterStarted>('disaster.started', ({ data }) => data.serviceLevels.some(({ change }) => change === 'SUSPEND'))
export class SuspendClocks implements Reaction<DisasterStarted> {
  constructor(private readonly suspensions: Suspensions) {}

  react(tx: Tx): Promise<void> {
    return this.suspensions.begin(tx);
  }
}
