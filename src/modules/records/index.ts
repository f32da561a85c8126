export { type Bundle, CaseBundles } from './bundles/case-bundle.service.ts';
export { HoldForgetting } from './holds/hold-forgetting.repository.ts';
export { RecordModule } from './record.module.ts';
export { parseRetention, RETENTION_COLUMNS } from './retention/domain/retention-csv.ts';
export { RetentionPolicy } from './retention/domain/retention-policy.ts';
export { ForgettingModule } from './retention/forgetting.module.ts';
export type { Forgets } from './retention/forgetting.repository.ts';
export { RetentionPolicyModule } from './retention/retention-policy.module.ts';
export { RetentionRun } from './retention/retention-run.service.ts';
