import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { Clock } from '../clock/index.ts';
import { FileStore } from './file-store.port.ts';
import { LocalFiles } from './local-files.ts';
import { Spool } from './spool.ts';

@Module({})
export class FileStoreModule {
  /** @param folder of one city alone: what no row of its database knows is removed from it */
  static local(folder: string): DynamicModule {
    return {
      module: FileStoreModule,
      global: true,
      providers: [
        { provide: FileStore, inject: [Clock], useFactory: (clock: Clock) => new LocalFiles(join(folder, 'kept'), clock) },
        { provide: Spool, useFactory: () => new Spool(join(folder, 'incoming')) },
      ],
      exports: [FileStore, Spool],
    };
  }
}
