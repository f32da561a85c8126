import { VirusScanner } from './virus-scanner.port.ts';

/** There is no scanner: nothing is found. */
export class NoScanner extends VirusScanner {
  async isClean(): Promise<boolean> {
    return true;
  }
}
