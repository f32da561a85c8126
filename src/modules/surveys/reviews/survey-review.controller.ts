import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Allow, CurrentActor, ListOf, type Page, toPage } from '../../../platform/http/index.ts';
import {
  cursorOfReview,
  ResolvedReviewView,
  ResolveReviewDto,
  ReviewId,
  SurveyReviewQuery,
  SurveyReviewView,
  toResolvedReviewView,
  toReviewCursor,
  toSurveyReviewView,
} from './survey-review.dto.ts';
import { SurveyReviewReadModel } from './survey-review.read-model.ts';
import { SurveyReviews } from './survey-review.service.ts';

@Controller('survey-reviews')
export class SurveyReviewController {
  constructor(
    private readonly reviews: SurveyReviewReadModel,
    private readonly commands: SurveyReviews,
    private readonly database: Database,
    private readonly time: CityTime,
  ) {}

  /** Low answers that nobody has looked into yet, the oldest first. */
  @Get()
  @Allow('review.read')
  @ListOf(SurveyReviewView)
  async list(@CurrentActor() { scope }: Actor, @Query() query: SurveyReviewQuery): Promise<Page<SurveyReviewView>> {
    const rows = await this.reviews.open(this.database, scope, toReviewCursor(query.cursor), query.limit + 1);
    const page = toPage(rows, query.limit, cursorOfReview, (row) => toSurveyReviewView(row, (at) => this.time.write(at)));
    return query.count ? { ...page, total: await this.reviews.countOpen(this.database, scope) } : page;
  }

  /** Somebody outside the agencies that handled the case has looked into it. */
  @Post(':id/resolve')
  @HttpCode(200)
  @Allow('review.resolve')
  async resolve(
    @CurrentActor() actor: Actor,
    @Param('id', ReviewId) id: string,
    @Body() body: ResolveReviewDto,
  ): Promise<ResolvedReviewView> {
    const resolved = await this.commands.resolve(actor, id, { finding: body.finding, note: body.note });
    return toResolvedReviewView(resolved, (at) => this.time.write(at));
  }
}
