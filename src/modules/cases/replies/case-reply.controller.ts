import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor, ListOf, type Page, pageOfList, pageOfRows, PageQuery } from '../../../platform/http/index.ts';
import { CaseNumber } from '../case-view.dto.ts';
import {
  CaseReplyView,
  LegalRemedyView,
  ReplyTemplateQuery,
  ReplyTemplateView,
  toCaseReplyView,
  toLegalRemedyView,
  toReplyTemplateView,
} from './case-reply.dto.ts';
import { CaseRepliesReadModel } from './case-replies.read-model.ts';
import { CityReplyRules } from './reply-rules.service.ts';

/** Replies, and what they are made of. */
@Controller()
export class CaseReplyController {
  constructor(
    private readonly replies: CaseRepliesReadModel,
    private readonly rules: CityReplyRules,
    private readonly time: CityTime,
  ) {}

  /** The replies that were handed in for approval, the oldest first, with what was decided about each. */
  @Get('cases/:caseNo/replies')
  @Allow('case.read')
  @ListOf(CaseReplyView)
  async list(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @Query() query: PageQuery,
  ): Promise<Page<CaseReplyView>> {
    return pageOfRows(
      await this.replies.ofCase(actor, caseNo),
      query,
      ({ id }) => id,
      (draft) => toCaseReplyView(draft, (at) => this.time.write(at)),
    );
  }

  /** Texts that a reply may begin from. */
  @Get('reply-templates')
  @Allow('case.reply')
  @ListOf(ReplyTemplateView)
  templates(@Query() query: ReplyTemplateQuery): Page<ReplyTemplateView> {
    return pageOfList(this.rules.templates(query.category?.trim() ? query.category : undefined), query, toReplyTemplateView);
  }

  /** Texts that tell the citizen how to appeal (救濟教示). */
  @Get('legal-remedies')
  @Allow('case.reply')
  @ListOf(LegalRemedyView)
  remedies(@Query() query: PageQuery): Page<LegalRemedyView> {
    return pageOfList(this.rules.remedies(), query, toLegalRemedyView);
  }
}
