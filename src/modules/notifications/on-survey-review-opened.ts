import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { SurveyReviewOpened } from '../surveys/index.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import { quote } from './domain/quotation.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Characters of what the citizen says. */
const QUOTED = 500;

/** A low answer is looked into by the city, not by the agency that is judged. */
@On<SurveyReviewOpened>('survey.review_opened')
export class CallForReview implements Reaction<SurveyReviewOpened> {
  constructor(
    private readonly staff: StaffMessages,
    private readonly addressees: AddresseeReadModel,
  ) {}

  async react(tx: Tx, { id: factId, subject, data: { caseId, overall } }: Stored<SurveyReviewOpened>): Promise<void> {
    const { comment } = await this.addressees.survey(tx, subject.id);
    const values = { score: String(overall), comment: quote(comment ?? '', QUOTED) };
    await this.staff.tellCitySupervisors(tx, { template: 'review', factId, caseId, values: () => values });
  }
}
