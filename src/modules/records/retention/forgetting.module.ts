import { type DynamicModule, Module } from '@nestjs/common';
import { type Forgets, Forgetting } from './forgetting.repository.ts';

/** Lends what forgets to the batches, to be imported once by the application. */
@Module({})
export class ForgettingModule {
  static of(everywhere: readonly Forgets[]): DynamicModule {
    const forgetting: Forgetting = { everywhere };
    return {
      module: ForgettingModule,
      global: true,
      providers: [{ provide: Forgetting, useValue: forgetting }],
      exports: [Forgetting],
    };
  }
}
