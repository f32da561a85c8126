import { Injectable } from '@nestjs/common';
import { type Actor, type ActorRef, CITIZEN } from '../../kernel/actor.ts';
import { Clock } from '../../platform/clock/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { ensureFree } from './calls/domain/survey-call.ts';
import { type CalledBy, SurveyCallRepository } from './calls/survey-call.repository.ts';
import type { AnswerChannel, Survey } from './domain/survey.ts';
import { tokenHash } from '../../platform/tokens/index.ts';
import { SurveyRepository } from './survey.repository.ts';

/** Somebody who speaks for the petitioner of one survey: the petitioner, or whoever has them on the telephone. */
export interface Respondent {
  readonly by: ActorRef;
  readonly channel: AnswerChannel;
  /** Whose idempotency keys they use. */
  readonly keyScope: string;
  /** Locks the survey until the transaction ends. @throws SurveyNotFound, SurveyCallNotFound, SurveyCallClaimed */
  readonly lock: (tx: Tx) => Promise<Survey>;
}

/** The ways in which a survey is answered. Everything that is done to an answer is the same for all of them. */
@Injectable()
export class Respondents {
  constructor(
    private readonly surveys: SurveyRepository,
    private readonly calls: SurveyCallRepository,
    private readonly clock: Clock,
  ) {}

  byLink(token: string): Respondent {
    const hash = tokenHash(token);
    const lock = (tx: Tx): Promise<Survey> => this.surveys.lockByToken(tx, hash);
    return { by: CITIZEN, channel: 'LINK', keyScope: hash.toString('hex'), lock };
  }

  /** Also what the machine was to ask: who is on the telephone may turn to a person. Not while another operator calls them. */
  byOperator(operator: Actor, surveyId: string): Respondent {
    const called: CalledBy = { scope: operator.scope, callers: ['OPERATOR', 'VOICE_RESPONSE'] };
    const lock = async (tx: Tx): Promise<Survey> => {
      const call = await this.calls.lock(tx, surveyId, called);
      ensureFree(call, operator.id, this.clock.now());
      return call;
    };
    return { by: operator, channel: 'OPERATOR', keyScope: `${operator.id} ${surveyId}`, lock };
  }

  byMachine(surveyId: string): Respondent {
    const called: CalledBy = { scope: { all: true }, callers: ['VOICE_RESPONSE'] };
    const lock = (tx: Tx): Promise<Survey> => this.calls.lock(tx, surveyId, called);
    return { by: CITIZEN, channel: 'VOICE_RESPONSE', keyScope: `voice-response ${surveyId}`, lock };
  }
}
