import { Controller, Get, Header } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { Public } from '../platform/http/index.ts';
import { Metrics } from '../platform/telemetry/index.ts';
import type { HealthView, ReadyView } from './operations.dto.ts';
import { Readiness } from './readiness.ts';

/** For those who run the program: is it up, can it work, what does it count. */
@Controller()
export class OperationsController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  /** The process is up. */
  @Get('healthz')
  @Public()
  health(): HealthView {
    return { status: 'ok' };
  }

  /** Database, queue and migrations are ready; 503 otherwise. */
  @Get('readyz')
  @Public()
  async ready(): Promise<ReadyView> {
    await this.readiness.check();
    return { status: 'ready' };
  }

  /** Prometheus text format. */
  @Get('metrics')
  @Public()
  @ApiProduces('text/plain')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  exposition(): Promise<string> {
    return this.metrics.exposition();
  }
}
