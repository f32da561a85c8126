export { AuditModule } from './audit.module.ts';
export { ChainReadModel } from './chain.read-model.ts';
export { type Excerpt, Excerpts } from './excerpt.service.ts';
export { RecordChecks } from './record-checks.service.ts';
export { Sealer } from './sealer.service.ts';
export { type Verification, Verifier } from './verifier.service.ts';
