import { withoutPersonalWords } from '../../../kernel/personal-words.ts';

/** Addresses of pages and of people: `https://…`, `www.…`, `name.example/…`, `a@name.example`. */
const ADDRESSES =
  /(?:[a-z][a-z0-9+.-]*:\/\/|www\.)\S+|(?:[a-z0-9._%+-]+@)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z-]+(?:[/:?#]\S*)?/gi;

const REMOVED = '［…］';

/**
 * What a citizen wrote, as a message may repeat it: on one line, cut, and without addresses. Anybody may give somebody else's e-mail
 * address to the web mailbox; the city's mail must not carry a stranger's link there. Nor does it carry telephone numbers, numbers of identity
 * cards and plates: mail travels in the open and stays in mailboxes.
 *
 * @param most characters, 2 or more
 */
export function quote(text: string, most: number): string {
  const line = [...withoutPersonalWords(text.replaceAll(ADDRESSES, REMOVED)).replaceAll(/\s+/g, ' ').trim()];
  return line.length <= most ? line.join('') : `${line.slice(0, most - 1).join('')}…`;
}
