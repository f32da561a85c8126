import { Module } from '@nestjs/common';
import { OfferSurveys } from './on-case-closed.ts';
import { SurveyAnswers } from './survey-answer.service.ts';
import { SurveyReviewController } from './survey-review.controller.ts';
import { SurveyReviewReadModel } from './survey-review.read-model.ts';
import { SurveyTokens } from './survey-tokens.service.ts';
import { SurveyPublicController } from './survey.public.controller.ts';
import { SurveyReadModel } from './survey.read-model.ts';
import { SurveyRepository } from './survey.repository.ts';
import { Surveys } from './survey.service.ts';

@Module({
  controllers: [SurveyPublicController, SurveyReviewController],
  providers: [SurveyRepository, SurveyReadModel, SurveyReviewReadModel, Surveys, SurveyAnswers, SurveyTokens, OfferSurveys],
  exports: [SurveyTokens],
})
export class SurveyModule {}
