import { Controller, Get, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import { CityTime, Clock } from '../../platform/clock/index.ts';
import { Database } from '../../platform/database/index.ts';
import { Allow, CurrentActor, type Language, ListOf, type Page, PreferredLanguage, toPage } from '../../platform/http/index.ts';
import {
  cursorOfSurvey,
  SurveyQuery,
  SurveyRecordView,
  toSurveyCursor,
  toSurveyFilter,
  toSurveyRecordView,
} from './survey-record.dto.ts';
import { SurveyRecordReadModel } from './survey-record.read-model.ts';

@Controller('surveys')
export class SurveyController {
  constructor(
    private readonly surveys: SurveyRecordReadModel,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly time: CityTime,
  ) {}

  /** Every survey, the newest first; what was not sent, or has no answer and awaits none, with the reason. */
  @Get()
  @Allow('survey.read')
  @ListOf(SurveyRecordView)
  async list(
    @CurrentActor() { scope }: Actor,
    @Query() query: SurveyQuery,
    @PreferredLanguage() language: Language,
  ): Promise<Page<SurveyRecordView>> {
    const filter = toSurveyFilter(query, this.clock.now());
    const rows = await this.surveys.list(this.database, scope, filter, toSurveyCursor(query.cursor), query.limit + 1);
    const page = toPage(rows, query.limit, cursorOfSurvey, (row) =>
      toSurveyRecordView(row, language, (at) => this.time.write(at)),
    );
    return query.count ? { ...page, total: await this.surveys.count(this.database, scope, filter) } : page;
  }
}
