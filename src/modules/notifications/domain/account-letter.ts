import { FALLBACK_LANGUAGE } from './language.ts';
import { dispositionOf } from './letter.ts';
import { keyPlaceholder } from './key-link.ts';
import { writeInstant } from './message-date.ts';
import type { MessageSettings } from './message-settings.ts';
import type { KeyLink, Message } from './message.ts';
import type { TemplateName, Values } from './placeholders.ts';
import type { Addressed } from './staff-address.ts';

/** A message to somebody on the staff about their account, and about no case. */
export interface AccountLetter {
  readonly template: Extract<TemplateName, 'account-opened' | 'password-reset' | 'account-expiring'>;
  /** What happened: the same fact tells nobody twice. */
  readonly factId: string;
  readonly username: string;
  readonly to: Addressed;
  readonly until: Date;
  readonly key: KeyLink | null;
  readonly values?: Values;
}

export function writeAccountLetter(letter: AccountLetter, sender: MessageSettings, id: string, at: Date): Message {
  const { template, to, username, until, key } = letter;
  const language = FALLBACK_LANGUAGE;
  const text = sender.templates.get(template, language);
  const values: Values = {
    cityName: sender.cityName[language],
    hotlineNumber: sender.hotlineNumber,
    recipientName: to.name ?? username,
    username,
    until: writeInstant(until, sender.timeZone, language),
    ...letter.values,
    ...(key && { [keyPlaceholder(key.rel)]: key.href }),
  };
  return {
    ...{ id, channel: to.reach.channel, recipient: to.reach.recipient, template, language },
    subject: text.subject(values),
    body: text.body(values),
    links: key ? [key] : [],
    ...dispositionOf(to.reach, at),
    caseId: null,
    petitionId: null,
    cause: letter.factId,
    createdAt: at,
  };
}
