import { type DynamicModule, Module } from '@nestjs/common';
import { ClamScanner } from './clam-scanner.ts';
import { NoScanner } from './no-scanner.ts';
import { VirusScanner } from './virus-scanner.port.ts';

@Module({})
export class VirusScannerModule {
  /** @param url of ClamAV's daemon; null: nothing is scanned */
  static connect(url: string | null): DynamicModule {
    return {
      module: VirusScannerModule,
      global: true,
      providers: [{ provide: VirusScanner, useFactory: () => (url === null ? new NoScanner() : new ClamScanner(url)) }],
      exports: [VirusScanner],
    };
  }
}
