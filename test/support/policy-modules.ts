import type { DynamicModule } from '@nestjs/common';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { AttachmentPolicyModule } from '../../src/modules/files/index.ts';
import { CasePolicyModule, RepeatPolicyModule, ReplyBookModule } from '../../src/modules/cases/index.ts';
import { TimeLimitPolicyModule } from '../../src/modules/catalog/index.ts';
import { AccountPolicyModule } from '../../src/modules/identity/index.ts';
import { PATIENT_ACCOUNTS } from './account-policy.ts';
import { NO_OFFICES } from '../../src/kernel/personal-words.ts';
import { OfficialContactsModule } from '../../src/modules/petitions/index.ts';
import { FileStoreModule, VirusScannerModule } from '../../src/platform/ports/index.ts';
import { SurveyPolicyModule } from '../../src/modules/surveys/index.ts';
import { USUAL_ATTACHMENTS } from './case-repository.ts';
import { USUAL_CASES } from './case-policy.ts';
import { NO_REPLY_BOOK } from './reply-book.ts';
import { ASK_EVERYBODY } from './survey-policy.ts';
import { NO_MORE_TIME } from './time-limit-policies.ts';

/** What a city decides, as the modules that hang on it want it: much as a pack that says little. */
export const POLICIES: readonly DynamicModule[] = [
  AccountPolicyModule.of(PATIENT_ACCOUNTS),
  FileStoreModule.local(join(tmpdir(), 'nothing-is-uploaded-here')),
  VirusScannerModule.connect(null),
  AttachmentPolicyModule.of(USUAL_ATTACHMENTS),
  CasePolicyModule.of(USUAL_CASES),
  RepeatPolicyModule.of({ clearReplies: 2, withinMonths: 6, withinMetres: 100, massPerDay: 5, massPerWeek: 10 }),
  ReplyBookModule.of(NO_REPLY_BOOK),
  TimeLimitPolicyModule.of(NO_MORE_TIME),
  SurveyPolicyModule.of(ASK_EVERYBODY),
  OfficialContactsModule.of(NO_OFFICES),
];
