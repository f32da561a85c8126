import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the process counts. Labels hold routes and states, never numbers of cases or anything personal. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  /** Also what Node and the system tell of the process: once in its life, for the observers of it are never let go. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /**
   * A number for each value of a label, read whenever somebody looks. What cannot be read is left out: the rest of the metrics is
   * wanted most when the database is away.
   */
  watch(
    gauge: { readonly name: string; readonly help: string; readonly label: string },
    read: () => Promise<Iterable<readonly [string, number]>>,
  ): void {
    new Gauge({
      name: gauge.name,
      help: gauge.help,
      labelNames: [gauge.label],
      registers: [this.registry],
      async collect() {
        this.reset();
        const values = await read().catch(() => []);
        for (const [value, number] of values) this.set({ [gauge.label]: value }, number);
      },
    });
  }

  /** Prometheus text format 0.0.4. */
  exposition(): Promise<string> {
    return this.registry.metrics();
  }
}
