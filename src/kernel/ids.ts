import { v7 } from 'uuid';

/** A random, time-ordered row id (RFC 9562 version 7): new rows land at the end of an index, and a restored backup never repeats one. */
export const newId = (): string => v7();
