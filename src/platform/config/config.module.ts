import { type DynamicModule, Module } from '@nestjs/common';
import { City } from './city.ts';
import type { Settings } from './settings.ts';

/** Injects the `Settings` the process was started with. */
export const SETTINGS_TOKEN = Symbol('Settings');

@Module({})
export class ConfigModule {
  static of(settings: Settings, city: City): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: SETTINGS_TOKEN, useValue: settings },
        { provide: City, useValue: city },
      ],
      exports: [SETTINGS_TOKEN, City],
    };
  }
}
