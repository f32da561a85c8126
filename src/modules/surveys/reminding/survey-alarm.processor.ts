import { Injectable } from '@nestjs/common';
import { Handles, type JobHandler } from '../../../platform/queue/index.ts';
import { REMIND_OF_SURVEY } from './survey-alarm.jobs.ts';
import { SurveyReminders } from './survey-reminder.service.ts';

@Injectable()
@Handles(REMIND_OF_SURVEY)
export class SurveyAlarmProcessor implements JobHandler<typeof REMIND_OF_SURVEY> {
  constructor(private readonly reminders: SurveyReminders) {}

  handle({ surveyId }: { readonly surveyId: string }): Promise<void> {
    return this.reminders.remind(surveyId);
  }
}
