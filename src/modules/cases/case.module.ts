import { type DynamicModule, Module } from '@nestjs/common';
import { AgencyModule } from '../agencies/index.ts';
import { CalendarModule } from '../calendar/index.ts';
import { CatalogModule } from '../catalog/index.ts';
import { GeographyModule } from '../geography/index.ts';
import { RoutingModule } from '../routing/index.ts';
import { CaseCircumstances } from './case-circumstances.service.ts';
import { CaseNames } from './case-names.service.ts';
import { CaseController } from './case.controller.ts';
import { CaseFileController } from './case-file.controller.ts';
import { CaseFileReadModel } from './case-file.read-model.ts';
import { CaseReadModel } from './case.read-model.ts';
import { CaseRepository } from './case.repository.ts';
import { Cases } from './case.service.ts';
import { AnsweringController } from './commands/answering.controller.ts';
import { ApprovingController } from './commands/approving.controller.ts';
import { BulkController } from './commands/bulk.controller.ts';
import { BulkCommands } from './commands/bulk.service.ts';
import { CaseCommands } from './commands/case-commands.service.ts';
import { CaseDesk } from './commands/case-desk.service.ts';
import { DispatchDesk } from './commands/dispatch-desk.service.ts';
import { DispatchingController } from './commands/dispatching.controller.ts';
import { HandlingController } from './commands/handling.controller.ts';
import { ReplyBook } from './domain/reply-book.ts';
import { EndingController } from './commands/ending.controller.ts';
import { CasePolicy } from './domain/case-policy.ts';

import { EarlierCaseReadModel } from './earlier-case.read-model.ts';
import { HandlerReadModel } from './handler.read-model.ts';
import { MyListController } from './lists/my-list.controller.ts';
import { MyListRepository } from './lists/my-list.repository.ts';
import { MyLists } from './lists/my-list.service.ts';
import { RecusalController } from './recusals/recusal.controller.ts';
import { RecusalDesk } from './recusals/recusal-desk.service.ts';
import { RecusalRepository } from './recusals/recusal.repository.ts';
import { ReferralPublicController } from './referrals/referral.public.controller.ts';
import { ReferralRepository } from './referrals/referral.repository.ts';
import { ReferralAnswers, Referrals, ReferralTokens } from './referrals/referral.service.ts';
import { CaseReplyController } from './replies/case-reply.controller.ts';
import { CaseRepliesReadModel } from './replies/case-replies.read-model.ts';
import { ReplyDesk } from './replies/reply-desk.service.ts';
import { ReplyDraftRepository } from './replies/reply-draft.repository.ts';
import { CityReplyRules } from './replies/reply-rules.service.ts';

/** Hands over what the city says about replies, to be imported once by the application. */
@Module({})
export class ReplyBookModule {
  static of(book: ReplyBook): DynamicModule {
    return { module: ReplyBookModule, global: true, providers: [{ provide: ReplyBook, useValue: book }], exports: [ReplyBook] };
  }
}

const RECUSALS = [RecusalDesk, RecusalRepository];
const REPLIES = [CaseRepliesReadModel, CityReplyRules, ReplyDesk, ReplyDraftRepository];

const REFERRALS = [ReferralAnswers, ReferralRepository, Referrals, ReferralTokens];

@Module({
  imports: [AgencyModule, CalendarModule, CatalogModule, GeographyModule, RoutingModule],
  controllers: [
    CaseController,
    CaseFileController,
    DispatchingController,
    HandlingController,
    AnsweringController,
    ApprovingController,
    RecusalController,
    CaseReplyController,
    EndingController,
    BulkController,
    MyListController,
    ReferralPublicController,
  ],
  providers: [
    ...REPLIES,
    ...RECUSALS,
    BulkCommands,
    MyListRepository,
    MyLists,
    CaseCircumstances,
    CaseCommands,
    CaseDesk,
    DispatchDesk,
    CaseFileReadModel,
    CaseReadModel,
    CaseRepository,
    Cases,
    CaseNames,
    EarlierCaseReadModel,
    HandlerReadModel,
    ...REFERRALS,
  ],
  exports: [CaseReadModel, CaseRepository, Cases, CaseNames, ReferralTokens],
})
export class CaseModule {}

/** Lends the city's policy to the module of cases. */
@Module({})
export class CasePolicyModule {
  static of(policy: CasePolicy): DynamicModule {
    return {
      module: CasePolicyModule,
      global: true,
      providers: [{ provide: CasePolicy, useValue: policy }],
      exports: [CasePolicy],
    };
  }
}

export type { CasePolicy };
