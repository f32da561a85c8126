export { newToken, tokenHash } from './token.ts';
