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
    const [kept, incoming] = [join(folder, 'kept'), join(folder, 'incoming')];
    return {
      module: FileStoreModule,
      global: true,
      providers: [
        { provide: FileStore, inject: [Clock], useFactory: (clock: Clock) => new LocalFiles(kept, incoming, clock) },
        { provide: Spool, useFactory: () => new Spool(incoming) },
      ],
      exports: [FileStore, Spool],
    };
  }
}
