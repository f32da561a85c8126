import type { Colleague } from '../../identity/index.ts';
import type { Reach } from './contact.ts';

/** Somebody on the staff, and how a message gets to them. */
export interface Addressed {
  readonly reach: Reach;
  readonly name: string | null;
}

/** Those who can be written to by mail. */
export const mailable = (colleagues: readonly Colleague[]): Addressed[] =>
  colleagues.filter(({ email }) => email !== null).map(toAddressed);

/** By mail where an address is known, else on the console. */
export const toAddressed = ({ email, username, displayName }: Colleague): Addressed =>
  email === null
    ? { ...onConsole(`account:${username}`), name: displayName }
    : { reach: { by: 'MACHINE', channel: 'EMAIL', recipient: email }, name: displayName };

export const onConsole = (recipient: string): Addressed => ({
  reach: { by: 'CONSOLE', channel: 'CONSOLE', recipient },
  name: null,
});
