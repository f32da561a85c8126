/** What a case came to. */
export const OUTCOMES = ['UPHELD', 'PARTLY', 'NOT_UPHELD', 'INFORMATION', 'REFERRED'] as const;
export type Outcome = (typeof OUTCOMES)[number];
