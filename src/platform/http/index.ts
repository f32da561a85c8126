export * from './access.ts';
export { fieldErrorOf } from './field-errors.ts';
export * from './http-errors.ts';
export * from './idempotency.ts';
export * from './page.ts';
export { preferredLanguage, toProblemDocument, type Language } from './problem.ts';
export * from './validators.ts';
