import type { BilingualText } from '../../../kernel/errors.ts';
import type { Reach } from './contact.ts';
import type { Language } from './language.ts';
import { writeInstant } from './message-date.ts';
import type { MessageSettings } from './message-settings.ts';
import { keyPlaceholder } from './key-link.ts';
import type { KeyLink, Link, Message, MessageState } from './message.ts';
import { type Placeholder, type TemplateName, TEMPLATES, type Values } from './placeholders.ts';
import { quote } from './quotation.ts';
import { UNASSIGNED, UNCLASSIFIED } from './words.ts';

/** A case as messages tell of it. */
export interface CaseFile {
  readonly id: string;
  readonly caseNo: string;
  readonly subject: string;
  readonly categoryName: BilingualText | null;
  /** The agency that the message names. */
  readonly agencyName: BilingualText | null;
  readonly receivedAt: Date;
  readonly dueAt: Date;
}

/** The petition of the petitioner who is written to: their own words and their own day, whatever the case says. */
export interface PetitionFile {
  readonly id: string;
  readonly petitionNo: string;
  readonly subject: string;
  readonly receivedAt: Date;
}

/** One message before it is written. */
export interface Letter {
  readonly template: TemplateName;
  readonly cause: string;
  readonly about: CaseFile;
  /** Null in messages to staff. */
  readonly petition: PetitionFile | null;
  readonly language: Language;
  readonly recipientName: string | null;
  readonly reach: Reach;
  /** What this kind of message says besides. */
  readonly values: Values;
  /** The link that is a key, if the message carries one. */
  readonly key: KeyLink | null;
}

/** Characters of a subject that are repeated. */
const SUBJECT_LENGTH = 120;

/** Writes a message to its destination. Nothing is written to nobody: what is kept is that it was not sent, and why. */
export function writeLetter(letter: Letter, sender: MessageSettings, id: string, at: Date): Message {
  const { reach, language, template, about, petition } = letter;
  const values = { ...valuesOf(letter, sender), ...letter.values };
  const text = sender.templates.get(template, language);
  const body = reach.by === 'NOBODY' ? '' : text.body(values);
  return {
    id,
    channel: reach.channel,
    recipient: reach.recipient,
    template,
    language,
    subject: text.subject(values),
    body,
    links: linksOf(letter, sender).filter(({ href }) => body.includes(href)),
    ...dispositionOf(reach, at),
    caseId: about.id,
    petitionId: petition?.id ?? null,
    cause: letter.cause,
    createdAt: at,
  };
}

/** What becomes of a message when it is written. */
export function dispositionOf(reach: Reach, at: Date): Pick<Message, 'state' | 'reason' | 'nextAttemptAt' | 'sentAt'> {
  const still = (state: MessageState, reason: string | null) => ({ state, reason, nextAttemptAt: null, sentAt: null });
  switch (reach.by) {
    case 'MACHINE':
      return { ...still('PENDING', null), nextAttemptAt: at };
    case 'PERSON':
      return still('MANUAL', reach.channel === 'PHONE' ? 'BY_TELEPHONE' : 'BY_LETTER');
    case 'CONSOLE':
      return { ...still('CAPTURED', null), sentAt: at };
    case 'NOBODY':
      return still('SKIPPED', reach.reason);
  }
}

function valuesOf(letter: Letter, sender: MessageSettings): Values {
  const { about, petition, language, key } = letter;
  const { subject, receivedAt } = petition ?? about;
  return {
    cityName: sender.cityName[language],
    hotlineNumber: sender.hotlineNumber,
    caseNo: about.caseNo,
    subject: quote(subject, SUBJECT_LENGTH),
    categoryName: (about.categoryName ?? UNCLASSIFIED)[language],
    agencyName: agencyNameIn(letter, sender),
    receivedAt: writeInstant(receivedAt, sender.timeZone, language),
    dueAt: writeInstant(about.dueAt, sender.timeZone, language),
    recipientName: letter.recipientName ?? '',
    ...(petition && { petitionNo: petition.petitionNo, statusUrl: statusUrl(petition, sender) }),
    ...(key && { [keyPlaceholder(key.rel)]: key.href }),
  };
}

/** A case that no agency has yet: the city answers for it, and staff are told that nobody does. */
function agencyNameIn({ about, petition, language, template }: Letter, { cityName }: MessageSettings): string {
  if (about.agencyName) return about.agencyName[language];
  if (isOptional(template, 'agencyName')) return '';
  return (petition ? cityName : UNASSIGNED)[language];
}

const isOptional = (template: TemplateName, placeholder: Placeholder): boolean =>
  (TEMPLATES[template].sometimes as readonly Placeholder[]).includes(placeholder);

function linksOf({ petition, key }: Letter, sender: MessageSettings): Link[] {
  const status: Link[] = petition ? [{ rel: 'status', href: statusUrl(petition, sender) }] : [];
  return key ? [...status, key] : status;
}

const statusUrl = ({ petitionNo }: PetitionFile, { publicUrl }: MessageSettings): string =>
  `${publicUrl}/petitions/${petitionNo}`;
