import { type DynamicModule, Module } from '@nestjs/common';
import type { Settings } from './settings.ts';

/** Injects the `Settings` the process was started with. */
export const SETTINGS_TOKEN = Symbol('Settings');

@Module({})
export class ConfigModule {
  static of(settings: Settings): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: SETTINGS_TOKEN, useValue: settings }],
      exports: [SETTINGS_TOKEN],
    };
  }
}
