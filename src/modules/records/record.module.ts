import { Module } from '@nestjs/common';
import { AuditModule } from '../../platform/audit/index.ts';
import { CalendarModule } from '../calendar/index.ts';
import { CaseBundleController } from './bundles/case-bundle.controller.ts';
import { CaseBundles } from './bundles/case-bundle.service.ts';
import { CaseSubjects } from './bundles/case-subject.read-model.ts';
import { AuditReviewController } from './reviews/audit-review.controller.ts';
import { AuditReviewReadModel } from './reviews/audit-review.read-model.ts';
import { AuditReviewRepository } from './reviews/audit-review.repository.ts';
import { AuditReviews } from './reviews/audit-review.service.ts';
import { ReviewSummaries } from './reviews/review-summary.service.ts';
import { LegalHoldController } from './holds/legal-hold.controller.ts';
import { LegalHoldRepository } from './holds/legal-hold.repository.ts';
import { LegalHolds } from './holds/legal-hold.service.ts';
import { Burials } from './retention/burial.service.ts';
import { RetentionArchive } from './retention/retention-archive.service.ts';
import { RetentionBatchRepository } from './retention/retention-batch.repository.ts';
import { RetentionController } from './retention/retention.controller.ts';
import { RetentionDesk } from './retention/retention-desk.service.ts';
import { RetentionFamilyRepository } from './retention/retention-family.repository.ts';
import { RetentionItemRepository } from './retention/retention-item.repository.ts';
import { RetentionPreviews } from './retention/retention-preview.service.ts';
import { RetentionRun } from './retention/retention-run.service.ts';
import { RetentionStages } from './retention/retention-stages.service.ts';
import { RetentionTurns } from './retention/retention-turn.service.ts';
import { TombstoneController } from './retention/tombstone.controller.ts';
import { TombstoneRepository } from './retention/tombstone.repository.ts';
import { FactSearchController } from './searches/fact-search.controller.ts';
import { FactSearchReadModel } from './searches/fact-search.read-model.ts';
import { FactSearch } from './searches/fact-search.service.ts';

const HOLDS = [LegalHoldRepository, LegalHolds];

const RETENTION = [
  RetentionBatchRepository,
  RetentionItemRepository,
  RetentionFamilyRepository,
  TombstoneRepository,
  RetentionArchive,
  RetentionPreviews,
  RetentionStages,
  RetentionDesk,
  Burials,
  RetentionTurns,
  RetentionRun,
];

/** The record of what happened, for those who look after it: searched, reviewed, handed out, and kept no longer than it must be. */
@Module({
  imports: [AuditModule, CalendarModule],
  controllers: [
    CaseBundleController,
    FactSearchController,
    AuditReviewController,
    LegalHoldController,
    RetentionController,
    TombstoneController,
  ],
  providers: [
    CaseSubjects,
    CaseBundles,
    FactSearchReadModel,
    FactSearch,
    AuditReviewReadModel,
    AuditReviewRepository,
    AuditReviews,
    ReviewSummaries,
    ...HOLDS,
    ...RETENTION,
  ],
  exports: [CaseBundles, RetentionRun],
})
export class RecordModule {}
