export { requestLogger } from './log.ts';
export { Metrics } from './metrics.ts';
export { TelemetryModule } from './telemetry.module.ts';
