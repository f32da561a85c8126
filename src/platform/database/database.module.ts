import { type DynamicModule, Module } from '@nestjs/common';
import { createDataSource, type ConnectionSettings } from './data-source.ts';
import { DATA_SOURCE, Database } from './database.ts';
import { SequenceBlocks } from './sequence-blocks.ts';

@Module({})
export class DatabaseModule {
  static connect(settings: ConnectionSettings): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [{ provide: DATA_SOURCE, useFactory: () => createDataSource(settings).initialize() }, Database, SequenceBlocks],
      exports: [Database, SequenceBlocks],
    };
  }
}
