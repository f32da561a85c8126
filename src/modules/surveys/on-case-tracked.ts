import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseTracked } from '../cases/index.ts';
import { Surveys } from './survey.service.ts';

/** A case that is tracked further is nothing to be satisfied with yet. */
@On<CaseTracked>('case.tracked')
export class EndSurveysOfTracked implements Reaction<CaseTracked> {
  constructor(private readonly surveys: Surveys) {}

  react(tx: Tx, { subject, at }: Stored<CaseTracked>): Promise<void> {
    return this.surveys.endOpen(tx, subject.id, at);
  }
}
