import { AgencyEntity } from '../modules/agencies/agency.entity.ts';
import { CalendarAnnouncementEntity } from '../modules/calendar/calendar-announcement.entity.ts';
import { CalendarPublicationEntity } from '../modules/calendar/calendar-publication.entity.ts';
import { CalendarVersionEntity } from '../modules/calendar/calendar-version.entity.ts';
import { AssignmentEntity } from '../modules/cases/assignment.entity.ts';
import { CasePetitionEntity } from '../modules/cases/case-petition.entity.ts';
import { PrecedentEntity } from '../modules/statistics/precedent.entity.ts';
import { ReferralEntity } from '../modules/cases/referrals/referral.entity.ts';
import { CaseEntity } from '../modules/cases/case.entity.ts';
import { CaseReplyEntity } from '../modules/cases/replies/case-reply.entity.ts';
import { ListLookEntity } from '../modules/cases/lists/list-look.entity.ts';
import { SavedListEntity } from '../modules/cases/lists/saved-list.entity.ts';
import { ShortlistedCaseEntity } from '../modules/cases/lists/shortlisted-case.entity.ts';
import { RevealEntity } from '../modules/cases/reveals/reveal.entity.ts';
import { RecusalEntity } from '../modules/cases/recusals/recusal.entity.ts';
import { ExtensionEntity } from '../modules/cases/extensions/extension.entity.ts';
import { SupplementEntity } from '../modules/cases/supplements/supplement.entity.ts';
import { CategoryEntity } from '../modules/catalog/category.entity.ts';
import { ClockEntryEntity } from '../modules/deadlines/clock-entry.entity.ts';
import { DeadlineEntity } from '../modules/deadlines/deadline.entity.ts';
import { DigestLineEntity } from '../modules/deadlines/digest-line.entity.ts';
import { ReminderEntity } from '../modules/deadlines/reminder.entity.ts';
import { ReplanningEntity } from '../modules/deadlines/replanning/replanning.entity.ts';
import { CaseTimerEntity } from '../modules/deadlines/timers/case-timer.entity.ts';
import { SuspensionEntity } from '../modules/deadlines/suspending/suspension.entity.ts';
import { AttachmentLinkEntity } from '../modules/files/attachment-link.entity.ts';
import { AttachmentEntity } from '../modules/files/attachment.entity.ts';
import { DisasterEntity } from '../modules/disasters/disaster.entity.ts';
import { AccountRoleEntity } from '../modules/identity/account-role.entity.ts';
import { AccountEntity } from '../modules/identity/account.entity.ts';
import { ApiKeyEntity } from '../modules/identity/api-keys/api-key.entity.ts';
import { CustodianEntity } from '../modules/identity/custodians/custodian.entity.ts';
import { DeputyEntity } from '../modules/identity/deputies/deputy.entity.ts';
import { LinkedAccountEntity } from '../modules/identity/single-sign-on/linked-account.entity.ts';
import { RecoveryCodeEntity } from '../modules/identity/second-factor/recovery-code.entity.ts';
import { SecondFactorEntity } from '../modules/identity/second-factor/second-factor.entity.ts';
import { EarlierPasswordEntity } from '../modules/identity/passwords/earlier-password.entity.ts';
import { PasswordResetEntity } from '../modules/identity/passwords/password-reset.entity.ts';
import { SessionEntity } from '../modules/identity/session.entity.ts';
import { UnknownSignInEntity } from '../modules/identity/unknown-sign-in.entity.ts';
import { DigestEntity } from '../modules/notifications/digest.entity.ts';
import { IncomingMailEntity } from '../modules/notifications/incoming/incoming-mail.entity.ts';
import { RelayMailboxEntity } from '../modules/notifications/incoming/relay-mailbox.entity.ts';
import { RelayAddressEntity } from '../modules/notifications/relay-address.entity.ts';
import { MessageEntity } from '../modules/notifications/message.entity.ts';
import { PetitionerCorrectionEntity } from '../modules/petitions/corrections/petitioner-correction.entity.ts';
import { PetitionEntity } from '../modules/petitions/petition.entity.ts';
import { PetitionerEntity } from '../modules/petitions/petitioner.entity.ts';
import { MachineViewEntity } from '../modules/petitions/views/machine-view.entity.ts';
import { IdentityViewEntity } from '../modules/petitions/views/identity-view.entity.ts';
import { LegalHoldEntity } from '../modules/records/holds/legal-hold.entity.ts';
import { RetentionBatchEntity } from '../modules/records/retention/retention-batch.entity.ts';
import { RetentionItemEntity } from '../modules/records/retention/retention-item.entity.ts';
import { TombstoneEntity } from '../modules/records/retention/tombstone.entity.ts';
import { AuditReviewEntity } from '../modules/records/reviews/audit-review.entity.ts';
import { RoutingDecisionEntity } from '../modules/routing/routing-decision.entity.ts';
import { RuleSetEntity } from '../modules/routing/rule-set.entity.ts';
import { ReopenRequestEntity } from '../modules/surveys/reopening/reopen-request.entity.ts';
import { SurveyReviewEntity } from '../modules/surveys/reviews/survey-review.entity.ts';
import { SurveyEntity } from '../modules/surveys/survey.entity.ts';
import { AnchorEntity } from '../platform/audit/anchor.entity.ts';
import { BlankedSubjectEntity } from '../platform/audit/blanked-subject.entity.ts';
import { ChainEndPartEntity } from '../platform/audit/chain-end-part.entity.ts';
import { ChainEndEntity } from '../platform/audit/chain-end.entity.ts';
import { FactLinkEntity } from '../platform/audit/fact-link.entity.ts';
import { ChallengeSecretEntity } from '../platform/edge/challenge-secret.entity.ts';
import { SpentChallengeEntity } from '../platform/edge/spent-challenge.entity.ts';
import { RecordCheckEntity } from '../platform/audit/record-check.entity.ts';
import { FactDeliveryEntity } from '../platform/facts/fact-delivery.entity.ts';
import { FactEntity } from '../platform/facts/fact.entity.ts';
import { UnsealedFactEntity } from '../platform/facts/unsealed-fact.entity.ts';
import { IdempotencyKeyEntity } from '../platform/http/idempotency-key.entity.ts';
import { BackupEntity } from './backup/backup.entity.ts';
import { SimulatedClockEntity } from './simulated-clock.entity.ts';
import { UnsealedRowEntity } from '../platform/vault/unsealed-row.entity.ts';
import { VaultRotationEntity } from '../platform/vault/rotation/vault-rotation.entity.ts';
import { VaultKeyEntity } from '../platform/vault/vault-key.entity.ts';

/** A description of every table that the migrations make. No statement is made from them; they are held against the database. */
export const ENTITIES = [
  AccountEntity,
  AccountRoleEntity,
  AgencyEntity,
  AnchorEntity,
  ApiKeyEntity,
  AssignmentEntity,
  AttachmentEntity,
  AttachmentLinkEntity,
  AuditReviewEntity,
  BackupEntity,
  BlankedSubjectEntity,
  ChainEndPartEntity,
  ChainEndEntity,
  CalendarAnnouncementEntity,
  CalendarPublicationEntity,
  CalendarVersionEntity,
  CaseEntity,
  CasePetitionEntity,
  CaseReplyEntity,
  CaseTimerEntity,
  CategoryEntity,
  ChallengeSecretEntity,
  ClockEntryEntity,
  CustodianEntity,
  DeadlineEntity,
  DeputyEntity,
  DigestEntity,
  DigestLineEntity,
  DisasterEntity,
  EarlierPasswordEntity,
  ExtensionEntity,
  FactDeliveryEntity,
  FactEntity,
  FactLinkEntity,
  IdempotencyKeyEntity,
  IdentityViewEntity,
  IncomingMailEntity,
  LegalHoldEntity,
  LinkedAccountEntity,
  ListLookEntity,
  MachineViewEntity,
  MessageEntity,
  PasswordResetEntity,
  PetitionEntity,
  PetitionerCorrectionEntity,
  PetitionerEntity,
  RecoveryCodeEntity,
  RecordCheckEntity,
  RecusalEntity,
  PrecedentEntity,
  ReferralEntity,
  RelayAddressEntity,
  RelayMailboxEntity,
  ReminderEntity,
  ReplanningEntity,
  ReopenRequestEntity,
  RetentionBatchEntity,
  RetentionItemEntity,
  RevealEntity,
  RoutingDecisionEntity,
  RuleSetEntity,
  SavedListEntity,
  SecondFactorEntity,
  SessionEntity,
  UnknownSignInEntity,
  ShortlistedCaseEntity,
  SimulatedClockEntity,
  SpentChallengeEntity,
  SupplementEntity,
  SurveyEntity,
  SurveyReviewEntity,
  SuspensionEntity,
  TombstoneEntity,
  UnsealedFactEntity,
  UnsealedRowEntity,
  VaultKeyEntity,
  VaultRotationEntity,
] as const;
