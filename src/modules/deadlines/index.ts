export { Alarms } from './alarm.service.ts';
export { Bells } from './bells.service.ts';
export { DeadlineModule } from './deadline.module.ts';
export { Deadlines } from './deadline.service.ts';
export type { DeadlineRang, Recipient } from './domain/deadline-facts.ts';
export { CaseTimers } from './timers/case-timer.service.ts';
export type { Timer, TimerKind, TimerRang } from './timers/domain/timer.ts';
