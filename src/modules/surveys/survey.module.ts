import { type DynamicModule, Module } from '@nestjs/common';
import { AnswerBook } from './answer-book.service.ts';
import { SurveyPolicy } from './domain/survey-policy.ts';
import { CalendarModule } from '../calendar/index.ts';
import { CaseModule } from '../cases/index.ts';
import { PetitionModule } from '../petitions/index.ts';
import { CallAttemptController } from './calls/call-attempt.controller.ts';
import { SurveyCallDesk } from './calls/survey-call-desk.service.ts';
import { SurveyCallList } from './calls/survey-call-list.service.ts';
import { SurveyCallController } from './calls/survey-call.controller.ts';
import { SurveyCallReadModel } from './calls/survey-call.read-model.ts';
import { SurveyCallRepository } from './calls/survey-call.repository.ts';
import { SurveyCalls } from './calls/survey-call.service.ts';
import { VoiceResponseController } from './calls/voice-response.controller.ts';
import { OfferSurveys } from './on-case-closed.ts';
import { EndSurveysOfReopened } from './on-case-reopened.ts';
import { EndSurveysOfTracked } from './on-case-tracked.ts';
import { ForgoSurveys } from './on-case-unactioned.ts';
import { SurveyAlarmProcessor } from './reminding/survey-alarm.processor.ts';
import { SurveyAlarmRepository } from './reminding/survey-alarm.repository.ts';
import { SurveyAlarms } from './reminding/survey-alarm.service.ts';
import { SurveyReminders } from './reminding/survey-reminder.service.ts';
import { ReopenAlarmProcessor } from './reopening/reopen-alarm.processor.ts';
import { ReopenAlarmRepository } from './reopening/reopen-alarm.repository.ts';
import { ReopenAlarms } from './reopening/reopen-alarm.service.ts';
import { ReopenBell } from './reopening/reopen-bell.service.ts';
import { RecountRequests } from './reopening/on-calendar-changed.ts';
import { OvertakeRequests } from './reopening/on-case-reopened.ts';
import { ReopenClocks } from './reopening/reopen-clock.service.ts';
import { ReopenDesk } from './reopening/reopen-desk.service.ts';
import { ReopenRequestController } from './reopening/reopen-request.controller.ts';
import { ReopenRequestReadModel } from './reopening/reopen-request.read-model.ts';
import { ReopenRequestRepository } from './reopening/reopen-request.repository.ts';
import { ReopenRequests } from './reopening/reopen-request.service.ts';
import { SurveyReviewController } from './reviews/survey-review.controller.ts';
import { SurveyReviewReadModel } from './reviews/survey-review.read-model.ts';
import { SurveyReviewRepository } from './reviews/survey-review.repository.ts';
import { SurveyReviews } from './reviews/survey-review.service.ts';
import { Respondents } from './respondent.service.ts';
import { SurveyAnswers } from './survey-answer.service.ts';
import { SurveyPages } from './survey-page.service.ts';
import { SurveyRecordReadModel } from './survey-record.read-model.ts';
import { SurveyTokens } from './survey-tokens.service.ts';
import { SurveyController } from './survey.controller.ts';
import { SurveyPublicController } from './survey.public.controller.ts';
import { SurveyReadModel } from './survey.read-model.ts';
import { SurveyRepository } from './survey.repository.ts';
import { Surveys } from './survey.service.ts';

/** Hands over what the city decides about its surveys, to be imported once by the application. */
@Module({})
export class SurveyPolicyModule {
  static of(policy: SurveyPolicy): DynamicModule {
    return {
      module: SurveyPolicyModule,
      global: true,
      providers: [{ provide: SurveyPolicy, useValue: policy }],
      exports: [SurveyPolicy],
    };
  }
}

const SURVEYS = [
  AnswerBook,
  EndSurveysOfReopened,
  EndSurveysOfTracked,
  ForgoSurveys,
  OfferSurveys,
  Respondents,
  SurveyAnswers,
  SurveyPages,
  SurveyReadModel,
  SurveyRecordReadModel,
  SurveyRepository,
  Surveys,
  SurveyTokens,
];
const CALLS = [SurveyCallDesk, SurveyCallList, SurveyCallReadModel, SurveyCallRepository, SurveyCalls];
const REVIEWS = [SurveyReviewReadModel, SurveyReviewRepository, SurveyReviews];
const REOPENING = [
  OvertakeRequests,
  RecountRequests,
  ReopenClocks,
  ReopenDesk,
  ReopenRequestReadModel,
  ReopenRequestRepository,
  ReopenRequests,
];
const REMINDING = [
  SurveyAlarmProcessor,
  SurveyAlarmRepository,
  SurveyAlarms,
  SurveyReminders,
  ReopenAlarmProcessor,
  ReopenAlarmRepository,
  ReopenAlarms,
  ReopenBell,
];

@Module({
  imports: [CalendarModule, CaseModule, PetitionModule],
  controllers: [
    SurveyPublicController,
    SurveyController,
    SurveyCallController,
    CallAttemptController,
    VoiceResponseController,
    SurveyReviewController,
    ReopenRequestController,
  ],
  providers: [...SURVEYS, ...CALLS, ...REVIEWS, ...REOPENING, ...REMINDING],
  exports: [ReopenAlarms, SurveyAlarms, SurveyCalls, SurveyTokens],
})
export class SurveyModule {}
