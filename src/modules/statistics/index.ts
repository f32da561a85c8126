export { StatisticsModule } from './statistics.module.ts';
export { PrecedentForgetting } from './precedent-forgetting.repository.ts';
