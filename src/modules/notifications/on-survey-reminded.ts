import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import { SurveyCalls, type SurveyReminded, SurveyTokens } from '../surveys/index.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import { chooseOtherContact } from './domain/contact.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** Who has not answered gets the survey once more, by another way than the first time: by a person, where there was only a machine to call. */
@On<SurveyReminded>('survey.reminded')
export class RemindOfSurvey implements Reaction<SurveyReminded> {
  constructor(
    private readonly messages: PetitionerMessages,
    private readonly addressees: AddresseeReadModel,
    private readonly tokens: SurveyTokens,
    private readonly calls: SurveyCalls,
  ) {}

  async react(tx: Tx, { id: factId, subject: { id: surveyId } }: Stored<SurveyReminded>): Promise<void> {
    const { caseId, petitionId, expiresAt } = await this.addressees.survey(tx, surveyId);
    const reach = await this.messages.tell(
      tx,
      petitionId,
      { template: 'survey-reminder', factId, caseId, dueAt: expiresAt },
      {
        choose: chooseOtherContact,
        key: { rel: 'survey', issue: () => this.tokens.issueForReminder(tx, surveyId) },
        call: () => this.calls.request(tx, surveyId),
      },
    );
    if (reach.by === 'NOBODY') await this.calls.handOver(tx, surveyId);
  }
}
