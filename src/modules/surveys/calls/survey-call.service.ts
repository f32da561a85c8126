import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { SurveyPolicy } from '../domain/survey-policy.ts';
import { SurveyCallRepository } from './survey-call.repository.ts';

/** Surveys that are asked by telephone. Who is reached that way is known by whoever tells petitioners. */
@Injectable()
export class SurveyCalls {
  constructor(
    private readonly calls: SurveyCallRepository,
    private readonly policy: SurveyPolicy,
    private readonly clock: Clock,
  ) {}

  /** The petitioner is to be called, by whom the city has decided. What is asked for twice is one call. */
  async request(tx: Tx, surveyId: string): Promise<void> {
    await this.calls.request(tx, surveyId, this.policy.calls, this.clock.now());
  }

  /** A person takes over what the machine could not ask. */
  async handOver(tx: Tx, surveyId: string): Promise<void> {
    await this.calls.handOver(tx, surveyId, this.clock.now());
  }
}
