export { CatalogModule } from './catalog.module.ts';
export { Catalog } from './catalog.service.ts';
export { URGENCIES, isOffered, type Category, type Urgency } from './domain/category.ts';
export { CATEGORY_COLUMNS, parseCategories } from './domain/category-csv.ts';
export { indexAliases, normaliseSpelling, resolveCategory, type AliasIndex, type Resolved } from './domain/aliases.ts';
export { TimeLimitPolicies, TimeLimitPolicyModule } from './policies/time-limit-policy.module.ts';
export {
  USUAL_CEILING_DAYS,
  type ApproverLevel,
  type ExtensionPolicy,
  type ExtensionReason,
  type ExtensionStep,
} from './policies/domain/extension-policy.ts';
export { parsePolicies, POLICY_FILES } from './policies/domain/policy-files.ts';
export { pausesClock } from './policies/domain/supplement-policy.ts';
