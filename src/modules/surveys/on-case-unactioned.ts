import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseUnactioned } from '../cases/index.ts';
import { Surveys } from './survey.service.ts';

/** Whoever got no answer to their matter is not asked how they like it. */
@On<CaseUnactioned>('case.unactioned')
export class ForgoSurveys implements Reaction<CaseUnactioned> {
  constructor(private readonly surveys: Surveys) {}

  react(tx: Tx, { subject, data }: Stored<CaseUnactioned>): Promise<void> {
    return this.surveys.forgo(tx, subject.id, data.closing);
  }
}
