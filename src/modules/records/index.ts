export { type Bundle, CaseBundles } from './bundles/case-bundle.service.ts';
export { RecordModule } from './record.module.ts';
