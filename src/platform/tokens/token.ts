import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A secret that opens something to whoever has it: 256 random bits as 43 characters of base64url. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** What is kept of it. SHA-256 is enough: a token is random, so there is nothing to guess from its hash. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
