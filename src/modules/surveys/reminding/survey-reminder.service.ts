import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { surveyReminded } from '../domain/survey-facts.ts';
import { judgeReminder } from './domain/survey-reminder.ts';
import { SurveyAlarmRepository } from './survey-alarm.repository.ts';

/** Reminds of each unanswered survey once. */
@Injectable()
export class SurveyReminders {
  constructor(
    private readonly database: Database,
    private readonly alarms: SurveyAlarmRepository,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** Locks, looks at the time and the answer, reminds or does nothing: an alarm may ring late, early or twice. */
  async remind(surveyId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const survey = await this.alarms.lock(tx, surveyId);
      const now = this.clock.now();
      const verdict = survey ? judgeReminder(survey, now) : 'WAIT';
      if (!survey || verdict === 'WAIT') return;
      await this.alarms.settle(tx, surveyId, verdict === 'REMIND' ? now : null);
      if (verdict === 'REMIND') await this.facts.record(tx, SYSTEM, [surveyReminded(survey)]);
    });
  }
}
