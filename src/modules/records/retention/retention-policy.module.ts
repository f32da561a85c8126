import { type DynamicModule, Module } from '@nestjs/common';
import { RetentionPolicy } from './domain/retention-policy.ts';

/** Lends the city's policy, to be imported once by the application. */
@Module({})
export class RetentionPolicyModule {
  static of(policy: RetentionPolicy): DynamicModule {
    return {
      module: RetentionPolicyModule,
      global: true,
      providers: [{ provide: RetentionPolicy, useValue: policy }],
      exports: [RetentionPolicy],
    };
  }
}
