/** What somebody may read of a case, the most first. Only who reads all of it may do anything to it. */
export const CASE_ACCESSES = [
  'FULL', // works on it now, looks after it, or is asked to approve its reply
  'CATEGORY_OWNER', // answers for its category: everything but who petitioned
  'REGISTRANT', // sent its petition in (a village head): how far it is, and their own petition
  'FORMER', // worked on it before: how far it is, and what they did themselves
] as const;

export type CaseAccess = (typeof CASE_ACCESSES)[number];

/** The ways to read a case that one does not work on. */
export type OtherAccess = Exclude<CaseAccess, 'FULL'>;

export const OTHER_ACCESSES = CASE_ACCESSES.filter((access): access is OtherAccess => access !== 'FULL');
