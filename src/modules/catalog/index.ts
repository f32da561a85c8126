export { CatalogModule } from './catalog.module.ts';
export { Catalog } from './catalog.service.ts';
export { URGENCIES, isOffered, type Category, type Urgency } from './domain/category.ts';
export { CATEGORY_COLUMNS, parseCategories } from './domain/category-csv.ts';
export { indexAliases, normaliseSpelling, resolveCategory, type AliasIndex, type Resolved } from './domain/aliases.ts';
export { CasePolicies, CasePolicyModule } from './policies/case-policy.module.ts';
export * from './policies/domain/extension-csv.ts';
export type { ApproverLevel, ExtensionPolicy, ExtensionReason, ExtensionStep } from './policies/domain/extension-policy.ts';
export * from './policies/domain/supplement-policy.ts';
