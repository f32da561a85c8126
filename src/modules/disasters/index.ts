export { DisasterAlarms } from './disaster-alarm.service.ts';
export { DisasterModule } from './disaster.module.ts';
export { Disasters } from './disaster.service.ts';
export { DisasterId } from './disaster.dto.ts';
export { DisasterNotFound } from './domain/disaster-errors.ts';
export type { DisasterEnded, DisasterStarted } from './domain/disaster-facts.ts';
export { Notices } from './domain/notices.ts';
export type { Effects } from './domain/effects.ts';
