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
import { FactSearchController } from './searches/fact-search.controller.ts';
import { FactSearchReadModel } from './searches/fact-search.read-model.ts';
import { FactSearch } from './searches/fact-search.service.ts';

/** The record of what happened, for those who look after it: searched, reviewed, handed out. */
@Module({
  imports: [AuditModule, CalendarModule],
  controllers: [CaseBundleController, FactSearchController, AuditReviewController],
  providers: [
    CaseSubjects,
    CaseBundles,
    FactSearchReadModel,
    FactSearch,
    AuditReviewReadModel,
    AuditReviewRepository,
    AuditReviews,
    ReviewSummaries,
  ],
  exports: [CaseBundles],
})
export class RecordModule {}
