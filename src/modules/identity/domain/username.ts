/** Lower-case letters, digits, `.`, `_` and `-`; 3 to 64 characters. */
const USERNAME = /^[a-z0-9][a-z0-9._-]{2,63}$/;

export const isUsername = (text: string): boolean => USERNAME.test(text);

/** As it is kept: nobody has to remember capitals, and no two people differ by them. */
export const normaliseUsername = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
