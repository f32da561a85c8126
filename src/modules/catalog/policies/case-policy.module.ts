import { type DynamicModule, Module } from '@nestjs/common';
import type { ExtensionPolicy } from './domain/extension-policy.ts';
import type { SupplementPolicy } from './domain/supplement-policy.ts';

/** What the city decided about the time limits of its cases. */
export abstract class CasePolicies {
  abstract readonly extensions: ExtensionPolicy;
  abstract readonly supplements: SupplementPolicy;
}

/** Hands over the policies of the city the process runs for, to be imported once by the application. */
@Module({})
export class CasePolicyModule {
  static of(policies: CasePolicies): DynamicModule {
    return {
      module: CasePolicyModule,
      global: true,
      providers: [{ provide: CasePolicies, useValue: policies }],
      exports: [CasePolicies],
    };
  }
}
