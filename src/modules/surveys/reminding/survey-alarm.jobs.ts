import { defineJob } from '../../../platform/queue/index.ts';

/** Looks at a survey at the time of its reminder. */
export const REMIND_OF_SURVEY = defineJob<{ readonly surveyId: string }>('alarms', 'remind-of-survey');
