import { type DynamicModule, Module } from '@nestjs/common';
import { CityTime } from './city-time.ts';
import { Clock } from './clock.ts';

@Module({})
export class ClockModule {
  static of(clock: Clock): DynamicModule {
    return {
      module: ClockModule,
      global: true,
      providers: [{ provide: Clock, useValue: clock }, CityTime],
      exports: [Clock, CityTime],
    };
  }
}
