import { type DynamicModule, Module } from '@nestjs/common';
import { AgencyModule } from '../agencies/index.ts';
import { CalendarModule } from '../calendar/index.ts';
import { CatalogModule } from '../catalog/index.ts';
import { FileModule } from '../files/index.ts';
import { GeographyModule } from '../geography/index.ts';
import { PetitionModule } from '../petitions/index.ts';
import { RoutingModule } from '../routing/index.ts';
import { CaseCircumstances } from './case-circumstances.service.ts';
import { CaseLinks } from './case-link.service.ts';
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
import { FamilyController } from './families/family.controller.ts';
import { FamilyReadModel } from './families/family.read-model.ts';
import { Families } from './families/family.service.ts';
import { MergingController } from './merging/merging.controller.ts';
import { MergeRepository } from './merging/merge.repository.ts';
import { Merges } from './merging/merge.service.ts';
import { AttachmentCounter } from './enclosures/attachment-counter.service.ts';
import { AttachmentViewRepository } from './enclosures/attachment-view.repository.ts';
import { CaseAttachmentController } from './enclosures/case-attachment.controller.ts';
import { CaseAttachmentReadModel } from './enclosures/case-attachment.read-model.ts';
import { EnclosureRepository } from './enclosures/enclosure.repository.ts';
import { ExtensionDesk } from './extensions/extension-desk.service.ts';
import { ExtensionController } from './extensions/extension.controller.ts';
import { ExtensionReadModel } from './extensions/extension.read-model.ts';
import { LapsedExtensions } from './extensions/lapsed-extensions.service.ts';
import { EndingController } from './commands/ending.controller.ts';
import { CasePolicy } from './domain/case-policy.ts';
import { EarlierCaseReadModel } from './earlier-case.read-model.ts';
import { RepeatPolicy } from './repeats/domain/repeat-policy.ts';
import { PersonRepeatsController } from './repeats/person-repeats.controller.ts';
import { RepeatController } from './repeats/repeat.controller.ts';
import { RepeatReadModel } from './repeats/repeat.read-model.ts';
import { RepeatFinder } from './repeats/repeat.service.ts';
import { HandlerReadModel } from './handler.read-model.ts';
import { RecategoriseDesk } from './commands/recategorise-desk.service.ts';
import { RecategorisingController } from './commands/recategorising.controller.ts';
import { Rerouter } from './commands/rerouter.service.ts';
import { MyListController } from './lists/my-list.controller.ts';
import { MyListRepository } from './lists/my-list.repository.ts';
import { MyLists } from './lists/my-list.service.ts';
import { RecusalController } from './recusals/recusal.controller.ts';
import { RecusalDesk } from './recusals/recusal-desk.service.ts';
import { RecusalRepository } from './recusals/recusal.repository.ts';
import { CasePetitionController } from './reveals/case-petition.controller.ts';
import { CasePetitions } from './reveals/case-petitions.service.ts';
import { Corrections } from './reveals/correction.service.ts';
import { PetitionerController } from './reveals/petitioner.controller.ts';
import { RevealController } from './reveals/reveal.controller.ts';
import { RevealReadModel } from './reveals/reveal.read-model.ts';
import { RevealRepository } from './reveals/reveal.repository.ts';
import { Reveals } from './reveals/reveal.service.ts';
import { CaseReplyController } from './replies/case-reply.controller.ts';
import { CaseRepliesReadModel } from './replies/case-replies.read-model.ts';
import { ReplyDesk } from './replies/reply-desk.service.ts';
import { ReplyDraftRepository } from './replies/reply-draft.repository.ts';
import { CityReplyRules } from './replies/reply-rules.service.ts';

import { TrackingController } from './commands/tracking.controller.ts';
import { TrackingDesk } from './commands/tracking-desk.service.ts';
import { ReferralPublicController } from './referrals/referral.public.controller.ts';
import { ReferralRepository } from './referrals/referral.repository.ts';
import { ReferralAnswers, Referrals } from './referrals/referral.service.ts';
import { PetitionerMails } from './supplements/petitioner-mail.service.ts';
import { SupplementAnswers } from './supplements/supplement-answer.service.ts';
import { SupplementDesk } from './supplements/supplement-desk.service.ts';
import { SupplementController } from './supplements/supplement.controller.ts';
import { SupplementPublicController } from './supplements/supplement.public.controller.ts';
import { SupplementReadModel } from './supplements/supplement.read-model.ts';
import { SupplementRepository } from './supplements/supplement.repository.ts';

/** Hands over what the city says about replies, to be imported once by the application. */
@Module({})
export class ReplyBookModule {
  static of(book: ReplyBook): DynamicModule {
    return { module: ReplyBookModule, global: true, providers: [{ provide: ReplyBook, useValue: book }], exports: [ReplyBook] };
  }
}

const RECUSALS = [RecusalDesk, RecusalRepository];
const REPLIES = [CaseRepliesReadModel, CityReplyRules, ReplyDesk, ReplyDraftRepository];
const EXTENSIONS = [ExtensionDesk, ExtensionReadModel, LapsedExtensions];
const SUPPLEMENTS = [PetitionerMails, SupplementAnswers, SupplementDesk, SupplementReadModel, SupplementRepository];
const REVEALS = [CasePetitions, Corrections, RevealReadModel, RevealRepository, Reveals];
const ENCLOSURES = [AttachmentCounter, AttachmentViewRepository, CaseAttachmentReadModel, EnclosureRepository];
const REFERRALS = [ReferralAnswers, ReferralRepository, Referrals];

@Module({
  imports: [AgencyModule, CalendarModule, CatalogModule, FileModule, GeographyModule, PetitionModule, RoutingModule],
  controllers: [
    CaseController,
    CaseFileController,
    CasePetitionController,
    PetitionerController,
    RevealController,
    CaseAttachmentController,
    DispatchingController,
    HandlingController,
    AnsweringController,
    ApprovingController,
    RecusalController,
    CaseReplyController,
    MergingController,
    FamilyController,
    RepeatController,
    PersonRepeatsController,
    ExtensionController,
    SupplementController,
    SupplementPublicController,
    EndingController,
    BulkController,
    MyListController,
    ReferralPublicController,
    TrackingController,
    RecategorisingController,
  ],
  providers: [
    ...REPLIES,
    ...RECUSALS,
    ...REVEALS,
    ...ENCLOSURES,
    BulkCommands,
    MyListRepository,
    MyLists,
    CaseCircumstances,
    ...EXTENSIONS,
    ...SUPPLEMENTS,
    CaseCommands,
    CaseDesk,
    DispatchDesk,
    CaseFileReadModel,
    CaseReadModel,
    CaseRepository,
    Cases,
    CaseNames,
    MergeRepository,
    Merges,
    Families,
    FamilyReadModel,
    RepeatFinder,
    RepeatReadModel,
    CaseLinks,
    EarlierCaseReadModel,
    HandlerReadModel,
    ...REFERRALS,
    TrackingDesk,
    RecategoriseDesk,
    Rerouter,
  ],
  exports: [CaseReadModel, CaseRepository, Cases, CaseNames, CaseLinks, LapsedExtensions, PetitionerMails],
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

/** The same of the city's policy of repeated petitions. */
@Module({})
export class RepeatPolicyModule {
  static of(policy: RepeatPolicy): DynamicModule {
    return {
      module: RepeatPolicyModule,
      global: true,
      providers: [{ provide: RepeatPolicy, useValue: policy }],
      exports: [RepeatPolicy],
    };
  }
}

export type { RepeatPolicy };
