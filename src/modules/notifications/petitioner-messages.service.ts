import { Injectable } from '@nestjs/common';
import { OfficialContacts } from '../../kernel/personal-words.ts';
import type { Tx } from '../../platform/database/index.ts';
import { canBeReached } from '../petitions/index.ts';
import { type Addressee, AddresseeReadModel, type CaseAtHand } from './addressee.read-model.ts';
import { Carriers } from './carriers.service.ts';
import { chooseContact, type ContactDetails, type Means, type Reach } from './domain/contact.ts';
import { toLanguage } from './domain/language.ts';
import type { Letter } from './domain/letter.ts';
import { MessageSettings } from './domain/message-settings.ts';
import { keyLink } from './domain/key-link.ts';
import type { KeyLink, KeyRel } from './domain/message.ts';
import { type Occasion, readableToAll } from './domain/occasion.ts';
import { Outbox } from './outbox.service.ts';

/** A link that opens something. It is issued only when there is somebody to send it to. */
export interface Key {
  readonly rel: KeyRel;
  /** @param petitionId whose petitioner gets it */
  readonly issue: (petitionId: string) => Promise<string>;
}

/** How one message differs from the usual. */
export interface Manner {
  readonly choose?: (details: ContactDetails, means: Means) => Reach;
  readonly key?: Key;
  /** Enters a call in a list of its own, in the place of a message for a person to deliver by telephone. */
  readonly call?: () => Promise<void>;
}

/** Tells petitioners, each in their language and by the way they chose, in words that point to nobody. */
@Injectable()
export class PetitionerMessages {
  constructor(
    private readonly addressees: AddresseeReadModel,
    private readonly outbox: Outbox,
    private readonly settings: MessageSettings,
    private readonly carriers: Carriers,
    private readonly offices: OfficialContacts,
  ) {}

  /** Everybody whose petition the case answers. */
  async tellAll(tx: Tx, occasion: Occasion): Promise<void> {
    const about = await this.caseOf(tx, occasion);
    const told = readableToAll(occasion, this.offices);
    const addressees = await this.addressees.ofCase(tx, occasion.caseId);
    await this.outbox.post(
      tx,
      addressees.map((addressee) => toLetter(told, about, addressee, chooseContact(addressee, this.carriers), null)),
    );
  }

  /** The petitioner of the first petition that the case answers, of those who can be reached. */
  async tellFirst(tx: Tx, occasion: Occasion, manner: Manner = {}): Promise<void> {
    const addressees = await this.addressees.ofCase(tx, occasion.caseId);
    const first = addressees.find(canBeReached) ?? addressees[0];
    if (first) await this.tell(tx, first.id, occasion, manner);
  }

  /** The petitioner of one petition. @returns how they are reached */
  async tell(tx: Tx, petitionId: string, occasion: Occasion, { choose = chooseContact, key, call }: Manner = {}): Promise<Reach> {
    const addressee = await this.addressees.ofPetition(tx, petitionId);
    const reach = choose(addressee, this.carriers);
    if (call && reach.channel === 'PHONE') {
      await call();
      return reach;
    }
    const about = await this.caseOf(tx, occasion);
    const link = key && reach.by !== 'NOBODY' ? await this.issue(key, petitionId) : null;
    await this.outbox.post(tx, [toLetter(readableToAll(occasion, this.offices), about, addressee, reach, link)]);
    return reach;
  }

  private async issue({ rel, issue }: Key, petitionId: string): Promise<KeyLink> {
    return keyLink(rel, await issue(petitionId), this.settings);
  }

  private async caseOf(tx: Tx, { caseId, agencyCode, dueAt }: Occasion): Promise<CaseAtHand> {
    const about = await this.addressees.caseAtHand(tx, caseId, agencyCode ?? null);
    return { ...about, dueAt: dueAt ?? about.dueAt };
  }
}

function toLetter(occasion: Occasion, about: CaseAtHand, addressee: Addressee, reach: Reach, key: KeyLink | null): Letter {
  const language = toLanguage(addressee.language);
  return {
    template: occasion.template,
    cause: `${occasion.factId}:${addressee.id}`,
    about,
    petition: addressee,
    language,
    recipientName: addressee.name,
    reach,
    values: occasion.values?.(language) ?? {},
    key,
  };
}
