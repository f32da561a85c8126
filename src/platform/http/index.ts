export * from './access.ts';
export { BadEntityTag, expectedVersion, VersionETag } from './etag.interceptor.ts';
export { fieldErrorOf } from './field-errors.ts';
export * from './http-errors.ts';
export * from './idempotency.ts';
export * from './page.ts';
export { ReplayedHeader } from './replayed.interceptor.ts';
export { preferredLanguage, toProblemDocument, type Language } from './problem.ts';
export * from './validators.ts';
