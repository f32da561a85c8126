import type { DynamicModule } from '@nestjs/common';
import { CasePolicyModule, RepeatPolicyModule, ReplyBookModule } from '../../src/modules/cases/index.ts';
import { TimeLimitPolicyModule } from '../../src/modules/catalog/index.ts';
import { AccountPolicyModule } from '../../src/modules/identity/index.ts';
import { SurveyPolicyModule } from '../../src/modules/surveys/index.ts';
import { PATIENT_ACCOUNTS } from './account-policy.ts';
import { USUAL_CASES } from './case-policy.ts';
import { NO_REPLY_BOOK } from './reply-book.ts';
import { ASK_EVERYBODY } from './survey-policy.ts';
import { NO_MORE_TIME } from './time-limit-policies.ts';

/** What a city decides, as the modules that hang on it want it: much as a pack that says little. */
export const POLICIES: readonly DynamicModule[] = [
  AccountPolicyModule.of(PATIENT_ACCOUNTS),
  CasePolicyModule.of(USUAL_CASES),
  RepeatPolicyModule.of({ clearReplies: 2, withinMonths: 6, withinMetres: 100, massPerDay: 5, massPerWeek: 10 }),
  ReplyBookModule.of(NO_REPLY_BOOK),
  TimeLimitPolicyModule.of(NO_MORE_TIME),
  SurveyPolicyModule.of(ASK_EVERYBODY),
];
