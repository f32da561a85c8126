import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.ts';
import { SurveyRepository } from './survey.repository.ts';

const TOKEN_BYTES = 32;

/** SHA-256 is enough: a token is random, so there is nothing to guess from its hash. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

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
