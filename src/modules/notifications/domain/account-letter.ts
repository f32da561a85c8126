import type { BilingualText } from '../../../kernel/errors.ts';
import { FALLBACK_LANGUAGE, type Language, LANGUAGES } from './language.ts';
import { dispositionOf } from './letter.ts';
import { keyPlaceholder } from './key-link.ts';
import { writeInstant } from './message-date.ts';
import type { MessageSettings } from './message-settings.ts';
import type { KeyLink, Message } from './message.ts';
import type { TemplateName, Values } from './placeholders.ts';
import type { Addressed } from './staff-address.ts';

const BETWEEN_LANGUAGES = '\n\n----------\n\n';

/** A message to somebody on the staff about their account, and about no case. */
export interface AccountLetter {
  readonly template: Extract<TemplateName, 'account-opened' | 'password-reset' | 'account-expiring' | 'account-changed'>;
  /** What happened: the same fact tells nobody twice. */
  readonly factId: string;
  readonly username: string;
  readonly to: Addressed;
  readonly until: Date;
  readonly key: KeyLink | null;
  readonly values?: Values;
  /** What was changed, for a message that is written in all languages: whoever holds the account must understand it. */
  readonly change?: BilingualText;
}

export function writeAccountLetter(letter: AccountLetter, sender: MessageSettings, id: string, at: Date): Message {
  const { template, to, key, change } = letter;
  const texts = (change ? LANGUAGES : [FALLBACK_LANGUAGE]).map((language) => textIn(language, letter, sender));
  return {
    ...{ id, channel: to.reach.channel, recipient: to.reach.recipient, template, language: FALLBACK_LANGUAGE },
    subject: texts.map(({ subject }) => subject).join(' '),
    body: texts.map(({ body }) => body).join(BETWEEN_LANGUAGES),
    links: key ? [key] : [],
    ...dispositionOf(to.reach, at),
    caseId: null,
    petitionId: null,
    cause: letter.factId,
    createdAt: at,
  };
}

function textIn(
  language: Language,
  letter: AccountLetter,
  sender: MessageSettings,
): { readonly subject: string; readonly body: string } {
  const { template, to, username, until, key, change } = letter;
  const text = sender.templates.get(template, language);
  const values: Values = {
    cityName: sender.cityName[language],
    hotlineNumber: sender.hotlineNumber,
    recipientName: to.name ?? username,
    username,
    until: writeInstant(until, sender.timeZone, language),
    ...letter.values,
    ...(change && { step: change[language] }),
    ...(key && { [keyPlaceholder(key.rel)]: key.href }),
  };
  return { subject: text.subject(values), body: text.body(values) };
}
