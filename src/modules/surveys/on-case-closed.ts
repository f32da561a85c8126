import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseClosed } from '../cases/index.ts';
import { Surveys } from './survey.service.ts';

/** Every closing asks its petitioners whether they are satisfied. */
@On<CaseClosed>('case.closed')
export class OfferSurveys implements Reaction<CaseClosed> {
  constructor(private readonly surveys: Surveys) {}

  react(tx: Tx, { subject, data }: Stored<CaseClosed>): Promise<void> {
    return this.surveys.offer(tx, subject.id, data.closing);
  }
}
