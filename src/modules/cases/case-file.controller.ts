import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import { CityTime } from '../../platform/clock/index.ts';
import {
  Allow,
  CurrentActor,
  type Language,
  ListOf,
  type Page,
  pageOfRows,
  PageQuery,
  PreferredLanguage,
} from '../../platform/http/index.ts';
import { type DecisionView, toDecisionView } from '../routing/index.ts';
import { CaseEventView, toEventView } from './case-file.dto.ts';
import { CaseNumber } from './case-view.dto.ts';
import { CaseFileReadModel } from './case-file.read-model.ts';

/** What lies in the file of a case: what happened, why it was sent where it was. */
@Controller('cases/:caseNo')
export class CaseFileController {
  constructor(
    private readonly file: CaseFileReadModel,
    private readonly time: CityTime,
  ) {}

  /** The timeline, the oldest first. */
  @Get('events')
  @Allow('case.read')
  @ListOf(CaseEventView)
  async events(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @Query() query: PageQuery,
  ): Promise<Page<CaseEventView>> {
    const facts = await this.file.events(actor, caseNo);
    return pageOfRows(
      facts,
      query,
      (fact) => fact.id,
      (fact) => toEventView(fact, (at) => this.time.write(at)),
    );
  }

  /** The decision by which the case was dispatched. */
  @Get('routing')
  @Allow('case.read')
  async routing(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @PreferredLanguage() language: Language,
  ): Promise<DecisionView> {
    const { decision, dueAt } = await this.file.routing(actor, caseNo);
    return toDecisionView(decision, this.time.write(dueAt), language);
  }
}
