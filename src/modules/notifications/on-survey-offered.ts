import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import { SurveyCalls, type SurveyOffered, SurveyTokens } from '../surveys/index.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** The link to the survey goes to the petitioner who is asked; who is reached by telephone is called. */
@On<SurveyOffered>('survey.offered')
export class InviteToSurvey implements Reaction<SurveyOffered> {
  constructor(
    private readonly messages: PetitionerMessages,
    private readonly addressees: AddresseeReadModel,
    private readonly tokens: SurveyTokens,
    private readonly calls: SurveyCalls,
  ) {}

  async react(tx: Tx, { id: factId, subject: { id: surveyId } }: Stored<SurveyOffered>): Promise<void> {
    const { caseId, petitionId, expiresAt } = await this.addressees.survey(tx, surveyId);
    await this.messages.tell(
      tx,
      petitionId,
      { template: 'survey', factId, caseId, dueAt: expiresAt },
      {
        key: { rel: 'survey', issue: () => this.tokens.issue(tx, surveyId) },
        call: () => this.calls.request(tx, surveyId),
      },
    );
  }
}
