const DAY_MS = 86_400_000;
/** A request that writes a file and then its row is over long before. */
const UNDER_WAY_MS = DAY_MS;
/** The store is looked through twice a day, so what a crash left is found before it is as old as this. */
const STRAY_MS = 14 * DAY_MS;

/** Whether a file without a row was left by a crash. */
export const isLeftOver = (at: Date, now: Date): boolean => age(at, now) >= UNDER_WAY_MS && age(at, now) < STRAY_MS;

/**
 * Whether it is there for another reason: the database is not the one that the files were kept with, or is one that was restored. Nobody
 * wants all files removed then.
 */
export const isStray = (at: Date, now: Date): boolean => age(at, now) >= STRAY_MS;

const age = (at: Date, now: Date): number => now.getTime() - at.getTime();
