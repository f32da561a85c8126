import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '../../platform/telemetry/index.ts';
import { Attention } from './attention.service.ts';

/** The same numbers for whoever watches the machines; counted when they look. */
@Injectable()
export class AttentionGauges implements OnModuleInit {
  constructor(
    private readonly attention: Attention,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const gauge = { name: 'attention_rows', help: 'Rows that need the attention of a person', label: 'kind' };
    this.metrics.watch(gauge, () => this.attention.numbers());
  }
}
