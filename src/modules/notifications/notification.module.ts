import { type DynamicModule, Module } from '@nestjs/common';
import { AgencyModule } from '../agencies/index.ts';
import { CaseModule } from '../cases/index.ts';
import { CalendarModule } from '../calendar/index.ts';
import { DeadlineModule } from '../deadlines/index.ts';
import { DisasterModule } from '../disasters/index.ts';
import { FileModule } from '../files/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { PetitionModule } from '../petitions/index.ts';
import { SurveyModule } from '../surveys/index.ts';
import { AccountAlerts } from './account-alerts.service.ts';
import { AccountMessages } from './account-messages.service.ts';
import { AlertOfPassword } from './on-account-password-changed.ts';
import { AlertOfFactor } from './on-account-second-factor-confirmed.ts';
import { AlertOfFactorRemoved } from './on-account-second-factor-removed.ts';
import { AlertOfFactorTaken } from './on-account-second-factor-reset.ts';
import { AlertOfCodes } from './on-account-recovery-codes-renewed.ts';
import { AlertOfAddress } from './on-account-changed.ts';
import { AlertOfSynchronisedAddress } from './on-account-profile-synchronised.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import { Carriers } from './carriers.service.ts';
import { DeliveryService } from './delivery.service.ts';
import { DigestLetters } from './digest-letters.service.ts';
import { DigestRepository } from './digest.repository.ts';
import { Digests } from './digest.service.ts';
import { MessageSettings } from './domain/message-settings.ts';
import { MessageController } from './message.controller.ts';
import { MessageProcessor } from './message.processor.ts';
import { MessageReadModel } from './message.read-model.ts';
import { MessageRepository } from './message.repository.ts';
import { WelcomeColleague } from './on-account-approved.ts';
import { WarnOfAccountEnd } from './on-account-expiring.ts';
import { SendPasswordLink } from './on-account-password-reset-requested.ts';
import { AskForApproval } from './on-case-approval-requested.ts';
import { SendReply } from './on-case-closed.ts';
import { AnnounceDispatch } from './on-case-dispatched.ts';
import { AskCoHandler } from './on-case-co-handler-added.ts';
import { AnnounceHelp } from './on-case-co-handler-answered.ts';
import { ReleaseCoHandler } from './on-case-co-handler-removed.ts';
import { AnnounceDeclined } from './on-case-co-handler-returned.ts';
import { CallForReply } from './on-case-co-handlers-done.ts';
import { AnnounceMessage } from './on-case-message-received.ts';
import { AnnounceMoreToAnswer } from './on-case-merge-received.ts';
import { AnnounceLessToAnswer } from './on-case-merge-undone.ts';
import { GiveReplyBack } from './on-case-reply-rejected.ts';
import { FindSomebodyElse } from './on-case-recused.ts';
import { AnnounceMerge } from './on-case-merged.ts';
import { AnnounceExtension } from './on-case-extension-approved.ts';
import { RefuseTime } from './on-case-extension-rejected.ts';
import { AskForTime } from './on-case-extension-requested.ts';
import { TellUndecided } from './on-case-extension-voided.ts';
import { AnnounceReturn } from './on-case-returned.ts';
import { AnnounceSupplement } from './on-case-supplement-received.ts';
import { AskPetitioner } from './on-case-supplement-requested.ts';
import { AnnounceTakingBack } from './on-case-taken-back.ts';
import { AnnounceTransfer } from './on-case-transferred.ts';
import { AnnounceUnmerge } from './on-case-unmerged.ts';
import { ExplainNoAction } from './on-case-unactioned.ts';
import { ConfirmWithdrawal } from './on-case-withdrawn.ts';
import { SendReminders } from './on-deadline-rang.ts';
import { AcknowledgeConfirmation } from './on-petition-confirmed.ts';
import { ReportReveal } from './on-petition-identity-revealed.ts';
import { AcknowledgePetition } from './on-petition-registered.ts';
import { InviteToSurvey } from './on-survey-offered.ts';
import { RemindOfSurvey } from './on-survey-reminded.ts';
import { AnswerReopenRequest } from './on-survey-reopen-decided.ts';
import { RemindOfRequest } from './on-survey-reopen-rang.ts';
import { CallForDecision } from './on-survey-reopen-requested.ts';
import { CallForReview } from './on-survey-review-opened.ts';
import { AnnounceTracking } from './on-case-tracked.ts';
import { RemindOfTimer } from './on-timer-rang.ts';
import { IncomingMailDesk } from './incoming/incoming-mail-desk.service.ts';
import { IncomingMailRepository } from './incoming/incoming-mail.repository.ts';
import { IncomingMails } from './incoming/incoming-mails.service.ts';
import { MailContents } from './incoming/mail-contents.service.ts';
import { RelayMailboxRepository } from './incoming/relay-mailbox.repository.ts';
import { HandoverMessages } from './handover-messages.service.ts';
import { Outbox } from './outbox.service.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';
import { PostRoom } from './post-room.service.ts';
import { RelayAddressRepository } from './relay-address.repository.ts';
import { RelayAddresses } from './relay-addresses.service.ts';
import { SealedMessages } from './sealed-messages.repository.ts';
import { StaffMessages } from './staff-messages.service.ts';

const REACTIONS = [
  AcknowledgePetition,
  AcknowledgeConfirmation,
  AnnounceDispatch,
  AnnounceTransfer,
  AskCoHandler,
  AnnounceHelp,
  AnnounceDeclined,
  ReleaseCoHandler,
  CallForReply,
  AnnounceReturn,
  AskForApproval,
  GiveReplyBack,
  FindSomebodyElse,
  AnnounceTakingBack,
  RemindOfTimer,
  AnnounceTracking,
  AnnounceMerge,
  AnnounceUnmerge,
  AnnounceMoreToAnswer,
  AnnounceLessToAnswer,
  SendReply,
  ExplainNoAction,
  ConfirmWithdrawal,
  SendReminders,
  InviteToSurvey,
  RemindOfSurvey,
  CallForReview,
  CallForDecision,
  RemindOfRequest,
  AnswerReopenRequest,
  AnnounceExtension,
  AskForTime,
  RefuseTime,
  TellUndecided,
  AskPetitioner,
  AnnounceSupplement,
  AnnounceMessage,
  WelcomeColleague,
  SendPasswordLink,
  WarnOfAccountEnd,
  AlertOfPassword,
  AlertOfFactor,
  AlertOfFactorRemoved,
  AlertOfFactorTaken,
  AlertOfCodes,
  AlertOfAddress,
  AlertOfSynchronisedAddress,
  ReportReveal,
];

const INCOMING = [IncomingMailDesk, IncomingMailRepository, IncomingMails, MailContents, RelayMailboxRepository];

/** Needs a `MailPort`, a `Mailbox` and an `SmsPort` from whoever composes the process. */
@Module({
  imports: [
    AgencyModule,
    CalendarModule,
    CaseModule,
    DeadlineModule,
    DisasterModule,
    FileModule,
    IdentityModule,
    PetitionModule,
    SurveyModule,
  ],
  controllers: [MessageController],
  providers: [
    ...REACTIONS,
    AccountAlerts,
    ...INCOMING,
    AccountMessages,
    AddresseeReadModel,
    Carriers,
    DeliveryService,
    HandoverMessages,
    DigestLetters,
    DigestRepository,
    Digests,
    MessageProcessor,
    MessageReadModel,
    MessageRepository,
    Outbox,
    PetitionerMessages,
    PostRoom,
    RelayAddressRepository,
    RelayAddresses,
    SealedMessages,
    StaffMessages,
  ],
  exports: [IncomingMails, PostRoom],
})
export class NotificationModule {
  static of(settings: MessageSettings): DynamicModule {
    return { module: NotificationModule, providers: [{ provide: MessageSettings, useValue: settings }] };
  }
}
