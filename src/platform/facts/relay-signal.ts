import { Injectable } from '@nestjs/common';

/** Tells the relay of the same process that facts were committed, so that it need not wait for its next look. */
@Injectable()
export class RelaySignal {
  private listener: (() => void) | null = null;

  listen(listener: () => void): void {
    this.listener = listener;
  }

  wake(): void {
    this.listener?.();
  }
}
