import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type PersonalKind, type PersonalWords, personalWordsIn } from '../../../kernel/personal-words.ts';
import { type Settings, SETTINGS_TOKEN } from '../../../platform/config/index.ts';
import { Database } from '../../../platform/database/index.ts';
import type { EnclosedFile, ReadMail } from '../../../platform/mailbox/index.ts';
import { MailedFiles } from '../../files/index.ts';
import { phoneKeyOf } from '../../petitions/index.ts';
import { type Addressee, AddresseeReadModel } from '../addressee.read-model.ts';
import { relayKeysIn, type RelayKey, withoutRelayKeys } from '../domain/relay-address.ts';
import { letterText, namesIn, ownWords, type RefusedFile, shownWords } from './domain/mail-words.ts';
import { isSameNumber, spellingsIn } from './domain/own-number.ts';
import type { AddressedPetition } from './incoming-mail.repository.ts';

/** What of a mail goes into the case. */
export interface MailContent {
  readonly text: string;
  /** Whether all of the words are in the text. */
  readonly isWhole: boolean;
  readonly attachmentIds: readonly string[];
}

const TOO_MANY = '附件過多 too many';
const WAYS_TO_REACH: readonly PersonalKind[] = ['EMAIL', 'PHONE'];

/** Makes of mails what may stand in a case. */
@Injectable()
export class MailContents {
  constructor(
    private readonly database: Database,
    private readonly addressees: AddresseeReadModel,
    private readonly files: MailedFiles,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** The addresses of petitions that a mail was sent to. */
  keysOf({ recipients }: ReadMail): RelayKey[] {
    return relayKeysIn(this.settings.relayAddress ?? '', recipients);
  }

  /** What makes it this mail, wherever it lies and however it came: whoever sends the same twice says nothing new. */
  digestOf({ headers, text, files }: ReadMail): Buffer {
    const hashes = files.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'));
    const parts = [headers.get('message-id') ?? '', headers.get('date') ?? '', text, ...hashes];
    return createHash('sha256').update(JSON.stringify(parts)).digest();
  }

  /**
   * Takes the files in, and the words without what tells who wrote them.
   *
   * @throws FileNotScanned, UploadsBusy: it is to be tried again
   */
  async of(mail: ReadMail, petition: AddressedPetition): Promise<MailContent> {
    const { attachmentIds, refused } = await this.take(mail.files, petition.secret);
    const words = withoutRelayKeys(
      this.settings.relayAddress ?? '',
      ownWords(mail.text.trim() === '' ? mail.subject : mail.text),
    );
    const petitioner = await this.addressees.ofPetition(this.database, petition.id);
    const shown = shownWords(words, (searched) => tracesIn(searched, mail, petitioner, petition.secret));
    return { ...letterText(shown, refused), attachmentIds };
  }

  private async take(
    files: readonly EnclosedFile[],
    secret: boolean,
  ): Promise<{ attachmentIds: string[]; refused: RefusedFile[] }> {
    const [attachmentIds, refused]: [string[], RefusedFile[]] = [[], []];
    for (const [i, { name, bytes }] of files.entries()) {
      const called = secret || name === null ? `附件 ${i + 1}` : name; // people call files by their names
      const outcome =
        attachmentIds.length < this.files.most
          ? await this.files.take({ name: name ?? '', bytes })
          : { refused: { 'zh-TW': TOO_MANY } };
      if ('id' in outcome) attachmentIds.push(outcome.id);
      else refused.push({ name: called, why: outcome.refused['zh-TW'] });
    }
    return { attachmentIds, refused };
  }
}

/**
 * By what somebody can be reached, as it stands in their words, where it is known already; of whoever petitioned in confidence or
 * without a name also what they are called. What is new – another number to call – stays.
 */
function tracesIn(words: string, { senders }: ReadMail, petitioner: Addressee, secret: boolean): string[] {
  const { name, email, phone, address } = petitioner;
  const known = new Set(
    [...senders, email ?? '', phone ?? ''].flatMap((each) => personalWordsIn(each).map(({ value }) => value)),
  );
  const numbers = numbersOf(phone ?? '');
  const isKnown = ({ kind, value }: PersonalWords): boolean =>
    known.has(value) || (kind === 'PHONE' && numbers.some((number) => isSameNumber(number, value)));
  const reached = personalWordsIn(words).filter((found) => WAYS_TO_REACH.includes(found.kind) && isKnown(found));
  const [addresses, names] = [senders.filter((each) => each.includes('@')), senders.filter((each) => !each.includes('@'))];
  const written = [
    ...reached.map(({ start, end }) => words.slice(start, end)),
    ...numbers.flatMap((number) => spellingsIn(words, number)),
  ];
  const traces = new Set([...addresses, ...written]); // written often, looked for once
  return secret ? [...traces, ...[...names, name ?? ''].flatMap(namesIn), address ?? ''] : [...traces];
}

/** What was entered as a telephone is a number, also where nothing in it says so; people enter two of them as well. */
function numbersOf(phone: string): string[] {
  const found = personalWordsIn(phone).flatMap(({ kind, value }) => (kind === 'PHONE' ? [value] : []));
  const key = phoneKeyOf(phone);
  return [...new Set(key === null ? found : [...found, key])];
}
