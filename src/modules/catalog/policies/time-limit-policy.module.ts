import { type DynamicModule, Module } from '@nestjs/common';
import type { TimeLimitRules } from './domain/policy-files.ts';

/** What the city decided about the time limits of its cases. */
export abstract class TimeLimitPolicies implements TimeLimitRules {
  abstract readonly extensions: TimeLimitRules['extensions'];
  abstract readonly supplements: TimeLimitRules['supplements'];
}

/** Hands over the policies of the city the process runs for, to be imported once by the application. */
@Module({})
export class TimeLimitPolicyModule {
  static of(policies: TimeLimitPolicies): DynamicModule {
    return {
      module: TimeLimitPolicyModule,
      global: true,
      providers: [{ provide: TimeLimitPolicies, useValue: policies }],
      exports: [TimeLimitPolicies],
    };
  }
}
