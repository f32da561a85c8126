import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.ts';
import { newToken, tokenHash } from '../../platform/tokens/index.ts';
import { SurveyRepository } from './survey.repository.ts';

/** The links by which citizens reach their surveys. Only the hash of a link is kept. */
@Injectable()
export class SurveyTokens {
  constructor(private readonly surveys: SurveyRepository) {}

  /** A new token; the one before stops working. @throws SurveyNotFound */
  async issue(tx: Tx, surveyId: string): Promise<string> {
    const token = newToken();
    await this.surveys.setToken(tx, surveyId, tokenHash(token));
    return token;
  }

  /** The token of a reminder, beside which the first one goes on working. @throws SurveyNotFound */
  async issueForReminder(tx: Tx, surveyId: string): Promise<string> {
    const token = newToken();
    await this.surveys.setReminderToken(tx, surveyId, tokenHash(token));
    return token;
  }
}
