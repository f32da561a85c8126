import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import { Database } from '../../platform/database/index.ts';
import { ensureOpen } from './domain/survey.ts';
import { tokenHash } from '../../platform/tokens/index.ts';
import { type AskedSurvey, SurveyReadModel } from './survey.read-model.ts';

/** The page behind a citizen's link. */
@Injectable()
export class SurveyPages {
  constructor(
    private readonly readModel: SurveyReadModel,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What a link asks. @throws SurveyNotFound, SurveyAlreadyAnswered, SurveyEnded, SurveyExpired */
  async open(token: string): Promise<AskedSurvey> {
    const survey = await this.readModel.asked(this.database, tokenHash(token));
    ensureOpen(survey, this.clock.now());
    return survey;
  }
}
