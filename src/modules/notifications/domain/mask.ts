import type { Link, MessageChannel } from './message.ts';

const HIDDEN = '***';

/** A destination as the outbox shows it where real messages leave: enough to tell two apart, not enough to use. */
export function maskRecipient(channel: MessageChannel, recipient: string): string {
  switch (channel) {
    case 'EMAIL':
      return recipient.replace(/^(.)[^@]*(?=@)/, `$1${HIDDEN}`);
    case 'SMS':
    case 'PHONE':
      return `${HIDDEN}${recipient.slice(-3)}`;
    case 'LETTER':
      return HIDDEN;
    case 'CONSOLE':
    case 'NONE':
      return recipient; // codes of agencies, roles and petitions name nobody
  }
}

/** The same of a petitioner whom nobody may know: nothing is left to tell two apart by. */
export const hideRecipient = (channel: MessageChannel, recipient: string): string =>
  channel === 'CONSOLE' || channel === 'NONE' ? recipient : HIDDEN;

export const maskBody = (body: string): string => (body === '' ? '' : HIDDEN);

/** Takes the token off a link that is a key. */
export const maskLink = ({ rel, href }: Link): Link => ({
  rel,
  href: rel === 'status' ? href : href.replace(/[^/]*$/, HIDDEN),
});

/** The text of a message without the keys in it. What was handed over is kept as a record, not as a way in. */
export const withoutKeys = (body: string, links: readonly Link[]): string =>
  links.reduce((text, link) => text.replaceAll(link.href, maskLink(link).href), body);
