import { join } from 'node:path';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AgencyModule } from '../modules/agencies/index.ts';
import { CalendarModule } from '../modules/calendar/index.ts';
import { CaseModule, CasePolicyModule, RepeatPolicyModule, ReplyBookModule } from '../modules/cases/index.ts';
import { CatalogModule, TimeLimitPolicyModule } from '../modules/catalog/index.ts';
import { DeadlineModule, ReminderLadderModule } from '../modules/deadlines/index.ts';
import { DisasterModule } from '../modules/disasters/index.ts';
import { AttachmentPolicyModule, FileModule } from '../modules/files/index.ts';
import { CityAreasModule, GeographyModule } from '../modules/geography/index.ts';
import {
  AccountPolicyModule,
  ApiKeyModule,
  IdentityModule,
  type ProviderAccess,
  SingleSignOnModule,
  type SingleSignOnPolicy,
} from '../modules/identity/index.ts';
import { IntakeModule } from '../modules/intake/index.ts';
import { MessageSettings, NotificationModule } from '../modules/notifications/index.ts';
import { OfficialContactsModule, PetitionModule } from '../modules/petitions/index.ts';
import { ForgettingModule, RecordModule, RetentionPolicyModule } from '../modules/records/index.ts';
import { RoutingModule } from '../modules/routing/index.ts';
import { StatisticsModule } from '../modules/statistics/index.ts';
import { SurveyModule, SurveyPolicyModule } from '../modules/surveys/index.ts';
import { StartupError } from '../kernel/startup-error.ts';
import { AuditModule } from '../platform/audit/index.ts';
import { type Clock, ClockModule } from '../platform/clock/index.ts';
import { ConfigModule, type Settings } from '../platform/config/index.ts';
import { DatabaseModule } from '../platform/database/index.ts';
import { FactsModule } from '../platform/facts/index.ts';
import { HttpModule } from '../platform/http/index.ts';
import { OutboundModule } from '../platform/outbound/index.ts';
import { MailboxModule } from '../platform/mailbox/index.ts';
import { FileStoreModule, MailModule, type SmsChoice, SmsModule, VirusScannerModule } from '../platform/ports/index.ts';
import { QueueModule, WorkersModule } from '../platform/queue/index.ts';
import { TelemetryModule } from '../platform/telemetry/index.ts';
import { type MasterKey, VaultModule, VaultRotationModule } from '../platform/vault/index.ts';
import { AttentionGauges } from './attention/attention-gauges.ts';
import { AttentionPolicy } from './attention/attention-kinds.ts';
import { AttentionController } from './attention/attention.controller.ts';
import { AttentionReadModel } from './attention/attention.read-model.ts';
import { Attention } from './attention/attention.service.ts';
import type { CityPack } from './city-pack/city-pack.ts';
import { PackLoader } from './city-pack/pack-loader.service.ts';
import { ReferenceData } from './city-pack/reference-data.service.ts';
import { ChallengeController } from './edge/challenge.public.controller.ts';
import { AlarmClocks } from './alarm-clocks.ts';
import { API_BEATS, WORKER_BEATS } from './beats.ts';
import { FORGETTING } from './forgetting.ts';
import { Heartbeat } from './heartbeat.ts';
import { Housekeeping } from './housekeeping.ts';
import { sealedTables } from './sealed-tables.ts';
import { VaultController } from './vault/vault.controller.ts';
import { Readiness } from './readiness.ts';
import { SimulatedClockRepository } from './simulated-clock.repository.ts';
import { OperationsController } from './operations.controller.ts';
import { SimulationController } from './simulation.controller.ts';
import { Simulation } from './simulation.ts';
import { Work } from './work.ts';

const FEATURES = [
  AgencyModule,
  FileModule,
  CalendarModule,
  CatalogModule,
  GeographyModule,
  IdentityModule,
  ApiKeyModule,
  DisasterModule,
  PetitionModule,
  RoutingModule,
  CaseModule,
  DeadlineModule,
  SurveyModule,
  IntakeModule,
  StatisticsModule,
  RecordModule,
];

/** What a process of this program is started with. */
export interface AppOptions {
  readonly settings: Settings;
  readonly databaseUrl: string;
  /** Opens the keys of its vault. */
  readonly masterKey: MasterKey;
  readonly pack: CityPack;
  readonly clock: Clock;
  /** Whether it works on jobs, answers requests, or both. */
  readonly roles: { readonly api: boolean; readonly worker: boolean };
  /** Where log lines go; to standard output when left out. */
  readonly log?: { write(line: string): void };
}

/** Composes a process. */
@Module({})
export class AppModule {
  static of({ settings, databaseUrl, masterKey, pack, clock, roles }: AppOptions): DynamicModule {
    const queue = settings.redisUrl === null ? { databaseUrl } : { redisUrl: settings.redisUrl };
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(settings, pack.settings),
        ClockModule.of(clock),
        DatabaseModule.connect({ url: databaseUrl, pool: settings.databasePool }),
        VaultModule.openedBy(masterKey),
        QueueModule.connect(queue),
        FactsModule,
        AuditModule,
        VaultRotationModule.of(sealedTables),
        HttpModule,
        TelemetryModule,
        ...mail(settings),
        SmsModule.connect(textMessages(settings)),
        OutboundModule.connect(),
        FileStoreModule.local(join(settings.dataDir, 'files', pack.settings.code)), // a database holds one city
        VirusScannerModule.connect(settings.clamavUrl),
        SingleSignOnModule.of(singleSignOn(settings, pack)),
        ...decidedBy(pack),
        ForgettingModule.of(FORGETTING),
        ...FEATURES,
        NotificationModule.of(messageSettings(settings, pack)),
        ...(roles.worker ? [WorkersModule] : []),
      ],
      controllers: controllersOf(settings, roles),
      providers: [
        PackLoader,
        ReferenceData,
        Readiness,
        Heartbeat,
        ...(roles.worker ? [WORKER_BEATS, AlarmClocks, Housekeeping] : [API_BEATS]),
        Attention,
        AttentionGauges,
        AttentionReadModel,
        { provide: AttentionPolicy, useValue: pack.settings },
        ...(settings.simulatedClock && roles.worker ? [Simulation, SimulatedClockRepository, Work] : []),
      ],
    };
  }
}

/** What the city decided. */
const decidedBy = (pack: CityPack): DynamicModule[] => [
  AttachmentPolicyModule.of(pack.settings.attachments),
  CityAreasModule.of(pack.areas),
  ReplyBookModule.of(pack.replies),
  SurveyPolicyModule.of(pack.settings.survey),
  ReminderLadderModule.of(pack.reminders),
  AccountPolicyModule.of(pack.settings.accounts),
  OfficialContactsModule.of(pack.settings.officialContacts),
  CasePolicyModule.of(pack.settings.cases),
  RepeatPolicyModule.of(pack.settings.repeats),
  TimeLimitPolicyModule.of(pack.policies),
  RetentionPolicyModule.of(pack.retention),
];

const mail = ({ smtpUrl, mailFrom, relayMailbox }: Settings): DynamicModule[] => [
  MailModule.connect(smtpUrl === null ? null : { url: smtpUrl, from: mailFrom }),
  MailboxModule.connect(relayMailbox),
];

const controllersOf = (settings: Settings, roles: AppOptions['roles']): Type[] => [
  OperationsController,
  AttentionController,
  VaultController,
  ChallengeController,
  ...(settings.simulatedClock && roles.worker ? [SimulationController] : []),
];

/** Without a gateway text messages stay where mails stay, but in production, where nobody looks for them: there people are called. */
function textMessages({ smsUrl, smsToken, smtpUrl, production }: Settings): SmsChoice {
  if (smsUrl !== null) return { url: smsUrl, token: smsToken };
  return production || smtpUrl !== null ? 'NONE' : 'CAPTURED';
}

/** @throws StartupError when the city has a single sign-on and its pack does not say how to read it */
function singleSignOn(
  { singleSignOn: access, city }: Settings,
  { singleSignOn: policy }: CityPack,
): { readonly access: ProviderAccess; readonly policy: SingleSignOnPolicy } | null {
  if (access === null) return null;
  if (policy === null) {
    throw new StartupError(`OIDC_ISSUER needs cities/${city}/single-sign-on.json, which says who has which role.`);
  }
  return { access, policy };
}

const messageSettings = (settings: Settings, pack: CityPack): MessageSettings => ({
  cityName: { 'zh-TW': pack.settings.nameZh, en: pack.settings.nameEn },
  timeZone: pack.settings.timeZone,
  hotlineNumber: pack.settings.hotlineNumber,
  publicUrl: settings.publicUrl,
  templates: pack.templates,
});
