import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseReopened } from '../cases/index.ts';
import { Surveys } from './survey.service.ts';

/** A case that is open again is nothing to be satisfied with yet. */
@On<CaseReopened>('case.reopened')
export class EndSurveysOfReopened implements Reaction<CaseReopened> {
  constructor(private readonly surveys: Surveys) {}

  react(tx: Tx, { subject, at }: Stored<CaseReopened>): Promise<void> {
    return this.surveys.endOpen(tx, subject.id, at);
  }
}
