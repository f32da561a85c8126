import { Injectable } from '@nestjs/common';
import { OfficialContacts, withoutPersonalWords } from '../../kernel/personal-words.ts';
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
    private readonly offices: OfficialContacts,
  ) {}

  /**
   * What a link asks, in words that point to nobody: several petitioners may be asked about the same reply.
   *
   * @throws SurveyNotFound, SurveyAlreadyAnswered, SurveyEnded, SurveyExpired
   */
  async open(token: string): Promise<AskedSurvey> {
    const survey = await this.readModel.asked(this.database, tokenHash(token));
    ensureOpen(survey, this.clock.now());
    return { ...survey, subject: this.readable(survey.subject), reply: survey.reply && this.readable(survey.reply) };
  }

  private readonly readable = (text: string): string => withoutPersonalWords(text, this.offices);
}
